/**
 * Sends files in the framed format to a peer that answers: announces each file, continues after the bytes that the peer
 * already has, and waits until the peer confirms the hash.
 */
import { hostOfPeer } from '../../../core/address.ts';
import { SocketError } from '../../../core/socketError.ts';
import { framedVersion } from '../../../core/transfer/framedMessage.ts';
import { startOwned } from '../../owned.ts';
import type { FileSource } from '../disk/fileSource.ts';
import type { FileToOpen } from '../disk/filesToOpen.ts';
import { pump } from '../pump.ts';
import type { BeginSending } from '../sender.ts';
import type { Transfer } from '../transfer.ts';
import { withSignal } from '../withSignal.ts';
import type { FileAnswers } from './fileAnswers.ts';
import { FramedExchange } from './framedExchange.ts';
import { reasonFor } from './reasonFor.ts';

/** Minimum size of files that are resumed: for smaller ones, the round trip costs more than sending them again. */
const leastResumedBytes = 64 * 1024;

export const beginFramed: BeginSending = async ({ peer, transfer, context }) => {
  const exchange = FramedExchange.with(peer, context);
  const leave = await exchange.join(transfer.signal);
  try {
    const endTurn = await exchange.turns.take(transfer.signal);
    return {
      send: file => new OutgoingFile(file, transfer, exchange).send(),
      release: () => {
        // No file begins before the last answer to the previous one.
        startOwned(peer, 'framedSender.endTurn', () => exchange.answered.then(endTurn));
        leave();
      },
    };
  } catch (error) {
    leave();
    throw error;
  }
};

class OutgoingFile {
  readonly #file: FileToOpen;
  readonly #transfer: Transfer;
  readonly #exchange: FramedExchange;
  #source: FileSource | undefined;
  #answers: FileAnswers | undefined;
  /** True once `end` or `cancel` was sent. */
  #isClosed = false;

  constructor(file: FileToOpen, transfer: Transfer, exchange: FramedExchange) {
    this.#file = file;
    this.#transfer = transfer;
    this.#exchange = exchange;
  }

  /** Sends the file. Resolves with its SHA-256 in hex, once the peer has confirmed it. */
  async send(): Promise<string> {
    try {
      const source = await this.#open();
      const { name, size, modifiedMs } = source;
      const resume = size >= leastResumedBytes;
      const answers = this.#exchange.announce({
        type: 'file',
        version: framedVersion,
        name,
        size,
        modifiedMs,
        resume,
      });
      this.#answers = answers;
      return await this.#sendBytes(resume ? await this.#resume(source, answers) : source, answers);
    } catch (error) {
      this.#giveUp(error);
      throw error;
    } finally {
      await this.#source?.close();
    }
  }

  async #open(): Promise<FileSource> {
    await this.#source?.close();
    this.#source = await this.#file.open({ isHashed: true });
    return this.#source;
  }

  /** Returns the source positioned where the data begins: after the receiver's bytes, if they are identical. */
  async #resume(source: FileSource, answers: FileAnswers): Promise<FileSource> {
    const { signal } = this.#transfer;
    this.#transfer.become('checking');
    const { offset, sha256 } = await withSignal(answers.have, signal);
    const isThere = offset > 0 && offset <= source.size;
    const isSame = isThere && (await source.skip(offset, AbortSignal.any([signal, answers.failed]))) === sha256;
    // A source that has skipped bytes continues after them.
    const from = isThere && !isSame ? await this.#open() : source;
    if (from.size !== source.size) throw new SocketError('FILE_CHANGED', { address: from.path });
    this.#exchange.send({ type: 'from', offset: isSame ? offset : 0 });
    if (isSame) this.#transfer.learn({ resumedAt: offset, replaces: this.#takeBroken() });
    this.#transfer.become('running');
    return from;
  }

  /** Removes the newest card of an attempt to send the same file to the same host, since this one replaces it. */
  #takeBroken(): string[] {
    const { id, path, peer, files } = this.#transfer.snapshot;
    const { transfers } = this.#exchange.context;
    if (path === undefined || files.total > 1) return [];
    const broken = transfers.snapshots.findLast(
      one =>
        one.id !== id &&
        one.direction === 'out' &&
        one.path === path &&
        one.files.total === 1 &&
        (one.state === 'failed' || one.state === 'cancelled') &&
        hostOfPeer(one.peer.address) === hostOfPeer(peer.address),
    );
    return broken ? transfers.takeBroken(one => one.id === broken.id) : [];
  }

  async #sendBytes(source: FileSource, answers: FileAnswers): Promise<string> {
    // The peer may refuse the file at any time.
    const signal = AbortSignal.any([this.#transfer.signal, answers.failed]);
    await pump(source, this.#transfer, signal, bytes => this.#exchange.sendData(bytes));
    const sha256 = await source.sha256();
    this.#exchange.send({ type: 'end', sha256 });
    this.#isClosed = true;
    const receipt = await withSignal(answers.receipt(), this.#transfer.signal);
    if (receipt.sha256 !== sha256) throw new SocketError('HASH_MISMATCH');
    return sha256;
  }

  /** Notifies the receiver, if that is still possible. */
  #giveUp(error: unknown): void {
    const { peer } = this.#exchange;
    if (this.#answers && !this.#isClosed) {
      this.#isClosed = true;
      this.#exchange.send({ type: 'cancel', reason: reasonFor(SocketError.from(error, 'send', peer.address)) });
    }
    // The receiver may not read, and end its side, now or later.
    peer.abandonRest();
  }
}
