/** One video that a camera page feeds: the tokens of its addresses, the one page that has it open, and its end. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type CameraPicture, maxPictureBytes } from '../../core/camera/cameraPicture.ts';
import type { CameraProblem, CameraProblemCode } from '../../core/camera/cameraProblem.ts';
import type { CameraTask } from '../../core/camera/cameraTask.ts';
import { cameraCloseCodes } from '../../protocol/cameraCalls.ts';
import type { PageFailure } from '../../protocol/pageFailure.ts';
import { CameraConnection } from './cameraConnection.ts';
import { PageOrigin } from './pageOrigin.ts';

const tokenBytes = 32;
/** What a message has beside its picture. */
const maxCallBytes = 64 * 1024;
/** For a page to answer that the socket is closed. */
const closeTimeoutMs = 2000;

export interface CameraSession extends CameraTask {
  /** The page sends the next picture when the promise has resolved; when it rejects, the session ends. The bytes are the callee's. */
  onPicture(picture: CameraPicture): Promise<void>;
  /** Pictures come from now on, from the device of this name; again when the user has chosen another. */
  onStarted(device: string): void;
  /** The page has no pictures, or no more; the user may try again there. */
  onTrouble?(problem: CameraProblem): void;
  /** It is over, unless by `stop()`; without a problem the user stopped it in the page. */
  onEnded(problem?: CameraProblem): void;
}

export interface CameraSessionOptions {
  readonly heartbeatMs: number;
  /** How long a page that went may take to come back: it is loaded anew after a permission was changed. */
  readonly lingerMs: number;
  /** Called once, however it ended. */
  readonly onOver: () => void;
  /** Something failed in the page unexpectedly; it goes on. */
  readonly onFailure?: ((failure: PageFailure) => void) | undefined;
}

export class CameraPageSession {
  /** Of the page's address. */
  readonly token = newToken();
  /**
   * Of the address that is given to a browser, where others may read it: programs' arguments are everybody's on many systems. It leads to
   * the page, once.
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
    // Its types do not know `closeTimeout` yet.
    const sockets = { noServer: true, maxPayload, closeTimeout: closeTimeoutMs };
    this.#sockets = new WebSocketServer(sockets);
  }

  /** Takes as long for a wrong token as for the right one. */
  hasToken(token: string): boolean {
    return timingSafeEqual(digest(token), digest(this.token));
  }

  /** The same for the ticket. */
  hasTicket(token: string): boolean {
    return timingSafeEqual(digest(token), digest(this.ticket));
  }

  /** Whether the ticket leads to the page this time: it does so once. */
  useTicket(): boolean {
    const isFirst = !this.#isTicketUsed;
    this.#isTicketUsed = true;
    return isFirst;
  }

  /** Takes the socket of a page; the one that was there before is replaced: a page is loaded anew, or opened elsewhere. */
  accept(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    this.#sockets.handleUpgrade(request, stream, head, socket => this.#connect(socket));
  }

  /** Ends it, and the page with it. */
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

  /** One after the other, also when another page took over while a picture was on its way. */
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
