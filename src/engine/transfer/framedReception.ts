/** Files that a peer sends in the framed format: each is received, checked against its hash, and answered once. */
import { SocketError } from '../../core/socketError.ts';
import { type FileMessage, framedVersion } from '../../core/transfer/framedMessage.ts';
import { namesLike } from './fileNames.ts';
import type { FramedConversation, IncomingPiece } from './framedConversation.ts';
import { reasonFor } from './reasonFor.ts';
import { type FinishedFile, ReceivedFile } from './receivedFile.ts';
import { maxFileBytes, notReceived, permitted, received } from './reception.ts';
import { safeFileName } from './safeFileName.ts';
import type { Transfer } from './transfer.ts';

/** Failures after which what came is no beginning of the right file. */
const spoiling = new Set(['HASH_MISMATCH', 'FILE_TOO_LARGE', 'NEWER_VERSION', 'NOT_RECEIVING']);

/** Receives until the stream ends, or is no longer framed. */
export async function receiveFramedFiles(conversation: FramedConversation): Promise<void> {
  const { incoming } = conversation;
  try {
    for (let piece = await incoming.take(); piece; piece = await incoming.take()) {
      if ('message' in piece && piece.message.type === 'file')
        await new IncomingFile(piece.message, conversation).receive();
    }
  } catch {
    // The connection is gone, or is no longer framed: a file that was under way has told so.
  }
}

class IncomingFile {
  readonly #message: FileMessage;
  readonly #conversation: FramedConversation;
  readonly #transfer: Transfer;
  /** Its `end` or `cancel` came. */
  #isClosed = false;
  /** As the sender has it, from its `end`. */
  #sha256 = '';

  constructor(message: FileMessage, conversation: FramedConversation) {
    const { peer, context } = conversation;
    this.#message = message;
    this.#conversation = conversation;
    const [direction, mode, name, size] = ['in', 'framed', safeFileName(message.name), message.size] as const;
    this.#transfer = context.transfers.begin({ peer, direction, mode, name, size });
  }

  async receive(): Promise<void> {
    const { peer, context } = this.#conversation;
    const transfer = this.#transfer;
    let file: ReceivedFile | undefined;
    let leave: (() => void) | undefined;
    try {
      leave = await this.#conversation.join(transfer.signal);
      this.#check();
      file = await this.#open(await permitted(transfer, peer, context));
      received(transfer, peer, context, await this.#fill(file));
    } catch (error) {
      const failure = SocketError.from(error, 'write', peer.address);
      await file?.abandon({ keep: !spoiling.has(failure.code) });
      notReceived(transfer, peer, context, failure);
      // Answered all the same, when the direction is free: the sender waits for it.
      leave ??= await this.#conversation.join(new AbortController().signal);
      await this.#refuse(failure);
    } finally {
      leave?.();
    }
  }

  #check(): void {
    const { size, version } = this.#message;
    const { context } = this.#conversation;
    const maxBytes = maxFileBytes(context);
    if (context.config.files?.mode !== 'framed') throw new SocketError('NOT_RECEIVING');
    if (version > framedVersion) throw new SocketError('NEWER_VERSION', { version });
    if (size > maxBytes) throw new SocketError('FILE_TOO_LARGE', { bytes: size, maxBytes });
  }

  /** The part, with what it holds of the same file. */
  async #open(directory: string): Promise<ReceivedFile> {
    const { name, resume } = this.#message;
    const transfer = this.#transfer;
    const options = { directory, names: namesLike(safeFileName(name)) };
    const known = resume ? await ReceivedFile.resume(options) : undefined;
    const file = known ?? (await ReceivedFile.create(options));
    transfer.learn({ path: file.path });
    if (resume) await this.#agree(file);
    transfer.become('running');
    return file;
  }

  /** Says what is there, and hears from where on the sender goes on. */
  async #agree(file: ReceivedFile): Promise<void> {
    const transfer = this.#transfer;
    transfer.become('checking');
    if (file.bytes > this.#message.size) await file.restart();
    const offset = file.bytes;
    const sha256 = await file.hashSoFar(transfer.signal);
    await this.#conversation.write({ type: 'have', offset, sha256 });
    const piece = await this.#next();
    if (!('message' in piece) || piece.message.type !== 'from') throw new SocketError('NOT_FRAMED');
    const from = piece.message.offset;
    if (from !== 0 && from !== offset) throw new SocketError('FILE_INCOMPLETE');
    if (from > 0) transfer.learn({ resumedAt: from });
    else if (offset > 0) await file.restart();
  }

  async #fill(file: ReceivedFile): Promise<FinishedFile> {
    const { size, modifiedMs } = this.#message;
    for (let piece = await this.#next(); 'data' in piece; piece = await this.#next()) {
      if (file.bytes + piece.data.length > size) throw new SocketError('FILE_TOO_LARGE', { maxBytes: size });
      await this.#transfer.mayGo();
      if (!file.write(piece.data)) await file.drained();
      this.#transfer.advance(piece.data.length);
    }
    if (file.bytes < size) throw new SocketError('FILE_INCOMPLETE');
    if ((await file.hashSoFar()) !== this.#sha256) throw new SocketError('HASH_MISMATCH');
    const finished = await file.finish(modifiedMs === undefined ? {} : { modifiedMs });
    const { sha256 } = finished;
    await this.#conversation
      .write({ type: 'receipt', bytes: size, sha256 })
      .catch(() => undefined /* it is here all the same; the sender may send it again */);
    return finished;
  }

  /** Rejects with PEER_CANCELLED, FILE_INCOMPLETE at the end of the stream, and when the transfer is cancelled. */
  async #next(): Promise<IncomingPiece> {
    const piece = await this.#conversation.incoming.take(this.#transfer.signal);
    if (!piece) throw new SocketError('FILE_INCOMPLETE', { address: this.#conversation.peer.address });
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

  /** Tells why, and reads over what of the file still comes. */
  async #refuse(failure: SocketError): Promise<void> {
    const { incoming } = this.#conversation;
    await this.#conversation
      .write({ type: 'refuse', reason: reasonFor(failure) })
      .catch(() => undefined /* the connection is gone: so is whoever would hear it */);
    while (!this.#isClosed) {
      const piece = await incoming.take();
      if (!piece) return;
      this.#isClosed = 'message' in piece && (piece.message.type === 'end' || piece.message.type === 'cancel');
    }
  }
}
