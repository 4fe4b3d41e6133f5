/** The other end of a framed connection, built only on the decoder: sends and receives single messages in any order a test wants. */
import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { FramedDecoder, type FramedPiece } from '../../src/core/transfer/framedDecoder.ts';
import {
  dataHeader,
  type EndMessage,
  encodeFramedMessage,
  type FileMessage,
  type FramedMessage,
} from '../../src/core/transfer/framedMessage.ts';
import { sha256Of } from './sha256Of.ts';

/** Returns the message that starts a file. */
export function fileMessage(name: string, size: number, more: Partial<FileMessage> = {}): FileMessage {
  return { type: 'file', version: 1, name, size, resume: false, ...more };
}

/** Returns the message that ends a file of these bytes. */
export function endMessage(bytes: string | Uint8Array): EndMessage {
  return { type: 'end', sha256: sha256Of(bytes) };
}

export class FramedSocket {
  readonly port: number;
  readonly #socket: Socket;
  readonly #decoder = new FramedDecoder();
  readonly #chunks: AsyncIterator<Buffer>;
  readonly #pieces: FramedPiece[] = [];

  constructor(socket: Socket) {
    this.#socket = socket;
    this.port = socket.remotePort ?? 0;
    this.#chunks = socket[Symbol.asyncIterator]();
  }

  say(...parts: (FramedMessage | Uint8Array)[]): void {
    for (const part of parts) this.#socket.write(part instanceof Uint8Array ? part : encodeFramedMessage(part));
  }

  /** Sends a whole file without waiting for an answer. A string must be ASCII. */
  sayFile(name: string, bytes: string | Uint8Array, more: Partial<FileMessage> = {}): void {
    this.say(fileMessage(name, bytes.length, more), dataHeader(bytes.length), Buffer.from(bytes), endMessage(bytes));
  }

  /** Number of bytes sent so far. */
  get bytesSaid(): number {
    return this.#socket.bytesWritten;
  }

  end(): void {
    this.#socket.end();
  }

  reset(): void {
    this.#socket.resetAndDestroy();
  }

  /** Resolves with the next message and all data before it. */
  async next(): Promise<{ data: Buffer; message: FramedMessage }> {
    const data: Uint8Array[] = [];
    for (;;) {
      const piece = this.#pieces.shift();
      if (!piece) await this.#read();
      else if ('message' in piece) return { data: Buffer.concat(data), message: piece.message };
      else if ('data' in piece) data.push(piece.data);
      else assert.fail(`${piece.flaw}: ${piece.raw}`);
    }
  }

  /** Resolves with the next message. @throws AssertionError if it isn't of this type. */
  async received<Type extends FramedMessage['type']>(type: Type): Promise<FramedMessage & { readonly type: Type }> {
    const { message } = await this.next();
    assert.equal(message.type, type);
    return message as FramedMessage & { readonly type: Type };
  }

  /** Resolves when the other side has ended. @throws AssertionError if it sends anything else before. */
  async ended(): Promise<void> {
    assert.ok((await this.#chunks.next()).done);
    assert.equal(this.#decoder.end().length, 0);
  }

  async #read(): Promise<void> {
    const { done, value } = await this.#chunks.next();
    assert.ok(!done, 'the stream ended before the message');
    this.#pieces.push(...this.#decoder.push(value));
  }
}
