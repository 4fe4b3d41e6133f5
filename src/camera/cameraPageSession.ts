/** One video fed by a camera page: the tokens of its addresses, the one page that has it open, and its end. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type CameraPicture, maxTaskPictureBytes } from '../core/camera/cameraPicture.ts';
import type { CameraProblem, CameraProblemCode } from '../core/camera/cameraProblem.ts';
import type { CameraTask } from '../core/camera/cameraTask.ts';
import { cameraCloseCodes } from '../protocol/cameraCalls.ts';
import type { PageFailure } from '../protocol/pageFailure.ts';
import { CameraConnection } from './cameraConnection.ts';
import { PageOrigin } from './pageOrigin.ts';

const tokenBytes = 32;
/** Bytes of a message besides its picture. */
const maxCallBytes = 64 * 1024;
/** Time for a page to acknowledge that the socket is closed. */
const closeTimeoutMs = 2000;

export interface CameraSession extends CameraTask {
  /**
   * Takes a picture and owns its bytes. The page sends the next one once this resolves; a rejection ends the session.
   */
  onPicture(picture: CameraPicture): Promise<void>;
  /** Called when the page starts to send pictures of the device with this name; again if the user chooses another. */
  onStarted(device: string): void;
  /** Called when the page has no pictures, or no more; the user can try again there. */
  onTrouble?(problem: CameraProblem): void;
  /** Called when the session ends other than by `stop()`. Without a problem, the user stopped it in the page. */
  onEnded(problem?: CameraProblem): void;
}

export interface CameraSessionOptions {
  readonly heartbeatMs: number;
  /** Time for a page to reconnect: it is reloaded after a permission was changed. */
  readonly lingerMs: number;
  /** Called once when the session ends, for any reason. */
  readonly onOver: () => void;
  /** Called when something failed unexpectedly in the page; the session continues. */
  readonly onFailure?: ((failure: PageFailure) => void) | undefined;
}

export class CameraPageSession {
  /** Token in the page's address. */
  readonly token = newToken();
  /**
   * Ticket in the address that is passed to a browser, which leads to the page only once. Others may read that address:
   * on many systems, all users can see the arguments of programs.
   */
  readonly ticket = newToken();
  readonly origin = new PageOrigin();
  readonly #session: CameraSession;
  readonly #task: CameraTask;
  readonly #options: CameraSessionOptions;
  readonly #sockets: WebSocketServer;
  #connection: CameraConnection | undefined;
  #handedOver: Promise<void> = Promise.resolve();
  #goneTimer: ReturnType<typeof setTimeout> | undefined;
  #isTicketUsed = false;
  #isOver = false;

  constructor(session: CameraSession, options: CameraSessionOptions) {
    const { title, kind, width, height, fps, encoding, quality } = session;
    this.#session = session;
    this.#task = { title, kind, width, height, fps, encoding, ...(quality !== undefined && { quality }) };
    this.#options = options;
    const maxPayload = maxTaskPictureBytes(this.#task) + maxCallBytes;
    // The types of `ws` don't include `closeTimeout` yet.
    const sockets = { noServer: true, maxPayload, closeTimeout: closeTimeoutMs };
    this.#sockets = new WebSocketServer(sockets);
  }

  /** Compares in constant time, so that the duration reveals nothing about the token. */
  hasToken(token: string): boolean {
    return timingSafeEqual(digest(token), digest(this.token));
  }

  /** Compares as `hasToken` does. */
  hasTicket(token: string): boolean {
    return timingSafeEqual(digest(token), digest(this.ticket));
  }

  /** Returns true on the first call only: the ticket leads to the page once. */
  useTicket(): boolean {
    const isFirst = !this.#isTicketUsed;
    this.#isTicketUsed = true;
    return isFirst;
  }

  /** Takes over the socket of a page and replaces the previous one: a page may be reloaded, or opened elsewhere. */
  accept(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    this.#sockets.handleUpgrade(request, stream, head, socket => this.#connect(socket));
  }

  /** Ends the session and stops the page. */
  stop(): void {
    this.#end();
  }

  #connect(socket: WebSocket): void {
    clearTimeout(this.#goneTimer);
    this.#connection?.close(cameraCloseCodes.replaced);
    const connection: CameraConnection = new CameraConnection({
      socket,
      task: this.#task,
      heartbeatMs: this.#options.heartbeatMs,
      calls: {
        start: async () => this.#task,
        started: async device => this.#session.onStarted(device),
        troubled: async problem => this.#session.onTrouble?.(problem),
        picture: picture => this.#handOver(picture),
        stop: async () => this.#endByPage(),
        reportFailure: async failure => this.#options.onFailure?.(failure),
      },
      onMalformed: detail => this.#endByPage('malformed', detail),
      onSilent: () => this.#endByPage('lost'),
      onClosed: () => connection === this.#connection && this.#wait(),
    });
    this.#connection = connection;
  }

  /** Hands over one picture at a time, even if another page took over while one was in transit. */
  async #handOver(picture: CameraPicture): Promise<void> {
    const handed = this.#handedOver.then(async () => {
      if (!this.#isOver) await this.#session.onPicture(picture);
    });
    this.#handedOver = handed.catch(error => this.#endByPage('failed', (error as Error).message));
    await handed;
  }

  #wait(): void {
    if (this.#isOver) return;
    this.#goneTimer = setTimeout(() => this.#endByPage('closed'), this.#options.lingerMs);
  }

  #endByPage(code?: CameraProblemCode, detail?: string): void {
    if (this.#isOver) return;
    this.#end();
    this.#session.onEnded(code && { code, kind: this.#task.kind, ...(detail !== undefined && { detail }) });
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#goneTimer);
    this.#connection?.close(cameraCloseCodes.stopped);
    this.#options.onOver();
  }
}

function newToken(): string {
  return randomBytes(tokenBytes).toString('base64url');
}

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
