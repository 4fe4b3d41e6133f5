/** Receives the files that a peer sends in the framed format, one after another, and queues data for the disk. */
import { SocketError } from '../../../core/socketError.ts';
import type { FileMessage } from '../../../core/transfer/framedMessage.ts';
import { hasEnded } from '../../../core/transfer/transferSnapshot.ts';
import { everyStep, settling } from '../../owned.ts';
import { endEarly } from '../endEarly.ts';
import { PieceQueue } from '../pieceQueue.ts';
import { maxWaitingBytes, pieceBytes } from '../reception.ts';
import type { Transfer } from '../transfer.ts';
import type { FramedChannel } from './framedChannel.ts';
import { IncomingFile, type IncomingPiece, type IncomingPieces } from './incomingFile.ts';

const messageBytes = 1024;

export class FramedReception implements IncomingPieces {
  /** Resolves when everything that arrived is received or refused, and no more arrives. */
  readonly done: Promise<void>;
  readonly #channel: FramedChannel;
  readonly #incoming: PieceQueue<IncomingPiece>;
  #current: Transfer | undefined;
  /** The file that arrived last, until its `end` or `cancel`; and the one being received, which may be older. */
  #unfinished: FileMessage | undefined;
  #received: FileMessage | undefined;
  #ending: SocketError | undefined;
  /** Takes bytes of a file without a queue, if it has room for them. */
  #store: ((data: Uint8Array) => boolean) | undefined;

  constructor(channel: FramedChannel) {
    this.#channel = channel;
    this.#incoming = new PieceQueue(
      weightOf,
      () => maxWaitingBytes(this.#current),
      () => channel.peer.eased(),
    );
    const owner = { failed: (failure: SocketError) => this.#failed(failure) };
    this.done = settling(owner, 'framedReception.receive', () => this.#receiveAll());
  }

  get isBusy(): boolean {
    return this.#incoming.isFull;
  }

  push(piece: IncomingPiece): void {
    if ('message' in piece && piece.message.type === 'file') this.#unfinished = piece.message;
    else if ('message' in piece && piece.message.type !== 'from') this.#unfinished = undefined;
    if (!('data' in piece)) this.#incoming.push(piece);
    else {
      const data = withoutChunk(piece.data);
      // A promise for each read takes a twentieth of the time of receiving a file.
      const isStored = this.#incoming.isAwaited && this.#store?.(data);
      if (!isStored) this.#incoming.push({ data });
    }
  }

  /** Called when no more data arrives. Earlier data is still received; an incomplete file fails for this reason. */
  end(reason = new SocketError('FILE_INCOMPLETE')): void {
    this.#ending ??= reason;
    this.#incoming.end();
    this.#lose();
  }

  /** Returns the next piece of a file. Rejects with the signal's reason, and after the last one with the error passed to `end`. */
  async next(signal?: AbortSignal): Promise<IncomingPiece> {
    const piece = await this.#incoming.take(signal);
    if (piece) return piece;
    throw this.#ending ?? new SocketError('FILE_INCOMPLETE');
  }

  /** Offers data to `store` while `next` is being awaited: if it returns false, `next` gets it. Lasts until the returned function is called. */
  direct(store: (data: Uint8Array) => boolean): () => void {
    this.#store = store;
    return () => {
      this.#store = undefined;
    };
  }

  get #goesOn(): boolean {
    const { peer, context } = this.#channel;
    return context.transfers.mayReceive(peer);
  }

  async #receiveAll(): Promise<void> {
    for (let piece = await this.#incoming.take(); piece; piece = await this.#incoming.take()) {
      if (!('message' in piece) || piece.message.type !== 'file' || !this.#goesOn) continue;
      const file = new IncomingFile(piece.message, this.#channel, this);
      this.#current = file.transfer;
      this.#received = piece.message;
      this.#lose();
      await file.receive();
    }
  }

  /** Fails the current file and the peer, and drops what waits. */
  #failed(failure: SocketError): void {
    const { peer, context } = this.#channel;
    const current = this.#current;
    everyStep(
      () => this.#incoming.fail(failure),
      () => current && !hasEnded(current.snapshot) && endEarly(current, peer, context, failure),
      () => peer.failed(failure),
    );
  }

  /** Marks the current file as lost if it can't be completed, so that the user isn't asked about it. */
  #lose(): void {
    if (this.#ending && this.#received === this.#unfinished) this.#current?.lose(this.#ending);
  }
}

/** Copies a small piece, so that it doesn't keep the chunk it arrived in in memory. */
function withoutChunk(data: Uint8Array): Uint8Array {
  return data.length * 4 < data.buffer.byteLength ? new Uint8Array(data) : data;
}

function weightOf(piece: IncomingPiece): number {
  if ('data' in piece) return piece.data.length + pieceBytes;
  const { message } = piece;
  const text = message.type === 'file' ? message.name : message.type === 'cancel' ? message.reason : '';
  // V8 uses two bytes per character if any is beyond Latin-1.
  return messageBytes + 2 * text.length;
}
