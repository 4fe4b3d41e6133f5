/** One socket of a camera page: its validated calls, one picture at a time, and the heartbeat. */
import type { WebSocket } from 'ws';
import { type CameraPicture, checkPicture } from '../core/camera/cameraPicture.ts';
import type { CameraTask } from '../core/camera/cameraTask.ts';
import { decodeSocketMessage, encodeSocketMessage } from '../core/camera/socketMessage.ts';
import type { CameraCalls } from '../protocol/cameraCalls.ts';
import { createRpc } from '../protocol/rpc.ts';
import { checkCameraArguments } from './cameraInput.ts';

/** Close code for a message that isn't a valid call of our page (RFC 6455, 7.4.1). */
const policyViolation = 1008;
/** Unanswered pings after which the page counts as gone: one pong may still be in transit after this machine slept. */
const maxUnanswered = 2;

/** Bytes of answers that a page may leave unread. */
const maxUnreadBytes = 1024 * 1024;

type AnyCall = (...args: unknown[]) => Promise<unknown>;

export interface CameraConnectionOptions {
  readonly socket: WebSocket;
  readonly task: CameraTask;
  /** Implementations of the page's calls, which receive only validated arguments. */
  readonly calls: CameraCalls;
  /** Interval between pings; a page that leaves several unanswered is gone. */
  readonly heartbeatMs: number;
  /** Called when the page sent something invalid; the socket is being closed. */
  readonly onMalformed: (detail: string) => void;
  readonly onSilent: () => void;
  readonly onClosed: () => void;
}

export class CameraConnection {
  readonly #socket: WebSocket;
  readonly #options: CameraConnectionOptions;
  #isHandingOver = false;
  #isClosed = false;

  constructor(options: CameraConnectionOptions) {
    this.#options = options;
    this.#socket = options.socket;
    this.#serve();
    this.#listenForLife();
  }

  close(code: number): void {
    this.#isClosed = true;
    this.#socket.close(code);
  }

  #serve(): void {
    const socket = this.#socket;
    const rpc = createRpc<object, CameraCalls>(this.#checkedCalls(), {
      post: message => {
        this.#refuseUnread();
        // An answer may arrive after the page is gone.
        if (socket.readyState === socket.OPEN) socket.send(encodeSocketMessage(message));
      },
      listen: receive =>
        socket.on('message', (data, isBinary) => {
          if (this.#isClosed) return;
          try {
            receive(decodeSocketMessage(isBinary ? (data as Buffer) : String(data)));
          } catch (error) {
            this.#malformed((error as Error).message);
          }
        }),
    });
    socket.once('close', () => {
      this.#isClosed = true;
      rpc.$close();
      this.#options.onClosed();
    });
    // A message that is too large, or not a WebSocket frame: `ws` closes the socket and reports it here.
    socket.on('error', error => this.#malformed(error.message));
  }

  #checkedCalls(): CameraCalls {
    const calls: CameraCalls = { ...this.#options.calls, picture: picture => this.#picture(picture) };
    const checked = Object.entries(calls).map(([name, call]: [string, AnyCall]) => [
      name,
      async (...args: unknown[]) =>
        call(...this.#refuseWrong(() => checkCameraArguments(name as keyof CameraCalls, args))),
    ]);
    return Object.fromEntries(checked) as CameraCalls;
  }

  async #picture(picture: CameraPicture): Promise<void> {
    this.#refuseWrong(() => {
      checkPicture(picture, this.#options.task);
      if (this.#isHandingOver) throw new RangeError('a picture was sent before the previous one was processed');
    });
    this.#isHandingOver = true;
    try {
      await this.#options.calls.picture(picture);
    } finally {
      this.#isHandingOver = false;
    }
  }

  /** Runs a check. If it throws, closes the connection and rethrows. */
  #refuseWrong<T>(check: () => T): T {
    try {
      return check();
    } catch (error) {
      this.#malformed((error as Error).message);
      throw error;
    }
  }

  #refuseUnread(): void {
    if (this.#socket.bufferedAmount > maxUnreadBytes) this.#malformed('the page doesn’t read the replies');
  }

  #malformed(detail: string): void {
    if (this.#isClosed) return;
    this.close(policyViolation);
    this.#options.onMalformed(detail);
  }

  #listenForLife(): void {
    const socket = this.#socket;
    let unanswered = 0;
    socket.on('pong', () => {
      unanswered = 0;
    });
    const heartbeat = setInterval(() => {
      if (unanswered === maxUnanswered) {
        socket.terminate();
        this.#options.onSilent();
      } else if (socket.readyState === socket.OPEN) {
        unanswered++;
        socket.ping();
      }
    }, this.#options.heartbeatMs);
    heartbeat.unref();
    socket.once('close', () => clearInterval(heartbeat));
  }
}
