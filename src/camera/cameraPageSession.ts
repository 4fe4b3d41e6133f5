/** One video fed by a camera page: the tokens of its addresses, the one page that has it open, and its end. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type CameraPicture, maxPictureBytes } from '../core/camera/cameraPicture.ts';
import type { CameraProblem, CameraProblemCode } from '../core/camera/cameraProblem.ts';
import type { CameraTask } from '../core/camera/cameraTask.ts';
import { cameraCloseCodes } from '../protocol/cameraCalls.ts';
import type { PageFailure } from '../protocol/pageFailure.ts';
import { CameraConnection } from './cameraConnection.ts';
import { PageOrigin } from './pageOrigin.ts';

const tokenBytes = 32;
/** Size of a message besides its picture. */
const maxCallBytes = 64 * 1024;
/** How long a page may take to acknowledge that the socket is closed. */
const closeTimeoutMs = 2000;

export interface CameraSession extends CameraTask {
  /** The page sends the next picture when the promise has resolved; if it rejects, the session ends. The callee owns the bytes. */
  onPicture(picture: CameraPicture): Promise<void>;
  /** Pictures follow from now on, from the device with this name; called again if the user chooses another one. */
  onStarted(device: string): void;
  /** The page has no pictures, or no more; the user can try again there. */
  onTrouble?(problem: CameraProblem): void;
  /** It is over, other than by `stop()`; without a problem, the user stopped it in the page. */
  onEnded(problem?: CameraProblem): void;
}

export interface CameraSessionOptions {
  readonly heartbeatMs: number;
  /** How long a page may take to come back: it is reloaded after a permission was changed. */
  readonly lingerMs: number;
  /** Called once, however it ended. */
  readonly onOver: () => void;
  /** Something unexpectedly failed in the page; it continues. */
  readonly onFailure?: ((failure: PageFailure) => void) | undefined;
}

export class CameraPageSession {
  /** Token in the page's address. */
  readonly token = newToken();
  /**
   * Ticket in the address that is passed to a browser, where others may read it: on many systems, all users can see the arguments of
   * programs. It leads to the page once.
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
    const maxPayload = maxPictureBytes(this.#task) + maxCallBytes;
    // Its types don't include `closeTimeout` yet.
    const sockets = { noServer: true, maxPayload, closeTimeout: closeTimeoutMs };
    this.#sockets = new WebSocketServer(sockets);
  }

  /** Takes as long for a wrong token as for the right one. */
  hasToken(token: string): boolean {
    return timingSafeEqual(digest(token), digest(this.token));
  }

  /** Does the same for the ticket. */
  hasTicket(token: string): boolean {
    return timingSafeEqual(digest(token), digest(this.ticket));
  }

  /** Whether the ticket leads to the page this time, which it does only once. */
  useTicket(): boolean {
    const isFirst = !this.#isTicketUsed;
    this.#isTicketUsed = true;
    return isFirst;
  }

  /** Takes over the socket of a page and replaces the previous one: a page may be reloaded, or opened elsewhere. */
  accept(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    this.#sockets.handleUpgrade(request, stream, head, socket => this.#connect(socket));
  }

  /** Ends it, including the page. */
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

  /** One after the other, even if another page took over while a picture was in transit. */
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
