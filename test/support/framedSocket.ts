/** The other end of a framed connection, on nothing but the decoder: says and hears single messages, in whatever order a test wants. */
import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { FramedDecoder, type FramedPiece } from '../../src/core/transfer/framedDecoder.ts';
import {
  dataHeader,
  type EndMessage,
  encodeMessage,
  type FileMessage,
  type FramedMessage,
} from '../../src/core/transfer/framedMessage.ts';
import { sha256Of } from './sha256Of.ts';

/** Begins a file. */
export function fileMessage(name: string, size: number, more: Partial<FileMessage> = {}): FileMessage {
  return { type: 'file', version: 1, name, size, resume: false, ...more };
}

/** Ends a file of these bytes. */
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
    for (const part of parts) this.#socket.write(part instanceof Uint8Array ? part : encodeMessage(part));
  }

  /** Says a whole file, of ASCII where it is text, and waits for no answer. */
  sayFile(name: string, bytes: string | Uint8Array, more: Partial<FileMessage> = {}): void {
    this.say(fileMessage(name, bytes.length, more), dataHeader(bytes.length), Buffer.from(bytes), endMessage(bytes));
  }

  end(): void {
    this.#socket.end();
  }

  reset(): void {
    this.#socket.resetAndDestroy();
  }

  /** The next message, and all data before it. */
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

  /** The next message, which is of that type. */
  async hears<Type extends FramedMessage['type']>(type: Type): Promise<FramedMessage & { readonly type: Type }> {
    const { message } = await this.next();
    assert.equal(message.type, type);
    return message as FramedMessage & { readonly type: Type };
  }

  /** When the other side has ended, which it does without another message. */
  async ended(): Promise<void> {
    assert.ok((await this.#chunks.next()).done);
    assert.equal(this.#decoder.end().length, 0);
  }

  async #read(): Promise<void> {
    const { done, value } = await this.#chunks.next();
    assert.ok(!done, 'it ended before it said anything');
    this.#pieces.push(...this.#decoder.push(value));
  }
}
