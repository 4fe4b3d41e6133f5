/** One file that a peer sends in the framed format: received, checked against its hash, and answered once. */
import { SocketError } from '../../../core/socketError.ts';
import { type FileMessage, framedVersion, type SenderMessage } from '../../../core/transfer/framedMessage.ts';
import { spoilingFailures, type TransferSnapshot } from '../../../core/transfer/transferSnapshot.ts';
import { namesLike } from '../disk/fileNames.ts';
import { type FinishedFile, ReceivedFile } from '../disk/receivedFile.ts';
import { safeFileName } from '../disk/safeFileName.ts';
import { endEarly } from '../endEarly.ts';
import { fileReception } from '../fileReception.ts';
import { maxFileBytes, permitted, received } from '../reception.ts';
import type { Transfer } from '../transfer.ts';
import type { FramedChannel } from './framedChannel.ts';
import { reasonFor } from './reasonFor.ts';

export class IncomingFile {
  readonly transfer: Transfer;
  readonly #message: FileMessage;
  readonly #conversation: FramedChannel;
  readonly #reception: IncomingPieces;
  /** True once its `end` or `cancel` has arrived. */
  #isClosed = false;
  /** The sender's hash, from its `end`. */
  #sha256 = '';

  constructor(message: FileMessage, conversation: FramedChannel, reception: IncomingPieces) {
    const { peer, context } = conversation;
    this.#message = message;
    this.#conversation = conversation;
    this.#reception = reception;
    this.transfer = context.transfers.begin({
      peer,
      direction: 'in',
      mode: 'framed',
      name: safeFileName(message.name),
      size: message.size,
    });
  }

  /** Receives the file. Resolves when it is received or refused, and all of it has been read. */
  async receive(): Promise<void> {
    const { peer, context } = this.#conversation;
    const { transfer } = this;
    const leaveReading = this.#conversation.stay();
    let leave: (() => void) | undefined;
    try {
      leave = await this.#conversation.join(transfer.signal);
      received(transfer, peer, context, await this.#receive());
    } catch (error) {
      const failure = SocketError.from(error, 'write', peer.address);
      endEarly(transfer, peer, context, failure);
      // It is still answered once the direction is free, since the sender waits for an answer.
      leave ??= await this.#conversation.join(new AbortController().signal).catch(() => undefined /* never free */);
      if (leave) this.#conversation.send({ type: 'refuse', reason: reasonFor(failure) });
      // No further answer follows. Leaving now keeps a peer that falls silent from blocking other writers.
      leave?.();
      leave = undefined;
      await this.#readOver();
    } finally {
      leave?.();
      leaveReading();
    }
  }

  async #receive(): Promise<FinishedFile> {
    const { peer, context } = this.#conversation;
    this.#check();
    const file = await this.#open(await permitted(this.transfer, peer, context));
    try {
      if (this.#message.resume) await this.#agree(file);
      this.transfer.become('running');
      return await this.#fill(file);
    } catch (error) {
      await file.abandon({ keep: !spoilingFailures.has(SocketError.from(error, 'write', file.path).code) });
      this.transfer.learn({ path: file.path });
      throw error;
    }
  }

  #check(): void {
    const { size, version } = this.#message;
    const { peer, context } = this.#conversation;
    const maxBytes = maxFileBytes(peer, context);
    if (fileReception(peer)?.mode !== 'framed') throw new SocketError('NOT_RECEIVING');
    if (version > framedVersion) throw new SocketError('NEWER_VERSION', { version });
    if (size > maxBytes) throw new SocketError('FILE_TOO_LARGE', { maxBytes });
  }

  /** Opens the part, with bytes of an earlier attempt if there are any and the sender can resume. */
  async #open(directory: string): Promise<ReceivedFile> {
    const { name, resume } = this.#message;
    const onFailed = (error: SocketError) => this.transfer.cancel(error);
    const options = { directory, names: namesLike(safeFileName(name)), onFailed, ownsBytes: true };
    const { transfers, peers } = this.#conversation.context;
    // A client that lost its connection may reconnect before the part of its earlier attempt is on disk.
    if (resume) await transfers.settledWithout(peers.open);
    const known = resume ? await ReceivedFile.resume(options) : undefined;
    const file = known ?? (await ReceivedFile.create(options));
    this.transfer.learn({ path: file.path });
    return file;
  }

  /** Reports the bytes that are there, and receives the offset at which the sender continues. */
  async #agree(file: ReceivedFile): Promise<void> {
    const { transfer } = this;
    transfer.become('checking');
    if (file.bytes > this.#message.size) await this.#restart(file);
    const offset = file.bytes;
    this.#conversation.send({ type: 'have', offset, sha256: await file.hashSoFar(transfer.signal) });
    const piece = await this.#next();
    // The decoder lets nothing else through except `cancel`, which rejects.
    const from = 'message' in piece && piece.message.type === 'from' ? piece.message.offset : Number.NaN;
    if (from !== 0 && from !== offset) throw new SocketError('WRONG_SIZE', { size: this.#message.size });
    if (from > 0) transfer.learn({ resumedAt: from, replaces: this.#takeBroken(file) });
    else if (offset > 0) await this.#restart(file);
  }

  /** Removes the card of the attempt that left the part, since this one replaces it. */
  #takeBroken({ foundAt }: ReceivedFile): string[] {
    const { transfers } = this.#conversation.context;
    const own = this.transfer.snapshot.name;
    // A transfer in progress when its engine died may not have recorded its path.
    const isSame = ({ path, name }: TransferSnapshot) => (path === undefined ? name === own : path === foundAt);
    return transfers.takeBroken(one => one.direction === 'in' && one.mode === 'framed' && isSame(one));
  }

  async #restart(file: ReceivedFile): Promise<void> {
    await file.restart();
    this.transfer.learn({ path: file.path });
  }

  async #fill(file: ReceivedFile): Promise<FinishedFile> {
    const { size, modifiedMs } = this.#message;
    const stopDirect = this.#reception.direct(data => this.#store(file, data));
    try {
      for (let piece = await this.#next(); 'data' in piece; piece = await this.#next()) {
        // Its memory is freed when it is written.
        const { length } = piece.data;
        if (file.bytes + length > size) throw new SocketError('WRONG_SIZE', { size });
        await this.transfer.mayGo();
        if (!file.write(piece.data)) await file.drained();
        this.transfer.advance(length);
      }
    } finally {
      stopDirect();
    }
    if (file.bytes < size) throw new SocketError('WRONG_SIZE', { size });
    if ((await file.hashSoFar()) !== this.#sha256) throw new SocketError('HASH_MISMATCH');
    const finished = await file.finish({ modifiedMs, signal: this.transfer.signal });
    this.#conversation.send({ type: 'receipt', bytes: size, sha256: finished.sha256 });
    return finished;
  }

  /** Writes data that needs no further decision. Returns false if something is wrong, or it has to wait. */
  #store(file: ReceivedFile, data: Uint8Array): boolean {
    const { transfer } = this;
    if (!transfer.isGoing || file.isBusy || file.bytes + data.length > this.#message.size) return false;
    file.write(data);
    transfer.advance(data.length);
    return true;
  }

  /** Rejects with PEER_CANCELLED, with FILE_INCOMPLETE at the end of the stream, and if the transfer is cancelled. */
  async #next(): Promise<IncomingPiece> {
    const piece = await this.#reception.next(this.transfer.signal);
    if (!('message' in piece)) return piece;
    if (piece.message.type === 'end') {
      this.#isClosed = true;
      this.#sha256 = piece.message.sha256;
    } else if (piece.message.type === 'cancel') {
      this.#isClosed = true;
      throw new SocketError('PEER_CANCELLED', { reason: piece.message.reason });
    }
    return piece;
  }

  /** Discards the rest of the file. */
  async #readOver(): Promise<void> {
    while (!this.#isClosed) {
      const piece = await this.#reception.next().catch(() => undefined /* no more of it follows */);
      if (!piece) return;
      this.#isClosed = 'message' in piece && (piece.message.type === 'end' || piece.message.type === 'cancel');
    }
  }
}

/** A message about a file that the peer sends, or some of its bytes. */
export type IncomingPiece = { readonly message: SenderMessage } | { readonly data: Uint8Array };

export interface IncomingPieces {
  /** Returns the next piece of a file. Rejects with the signal's reason, and after the last one with the reason why no more arrives. */
  next(signal?: AbortSignal): Promise<IncomingPiece>;
  /** Offers data to `store` while `next` is being awaited: if it returns false, `next` gets it. Lasts until the returned function is called. */
  direct(store: (data: Uint8Array) => boolean): () => void;
}
