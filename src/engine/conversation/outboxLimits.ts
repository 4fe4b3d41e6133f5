/** Counts and limits what waits in an outbox: everything counts for a requested send, only replies for a reply. */
import { SocketError } from '../../core/socketError.ts';
import type { OutgoingFrame } from './outboxItem.ts';
import { type AnswerHolder, allAnswers } from './pendingAnswers.ts';

/** More automatic replies than this, in bytes or in number, set `congested`. */
const congestedBytes = 256 * 1024;
const congestedFrames = 10_000;
/** Maximum number of pending replies: their delays may be long, and nothing slows down a sender of datagrams. */
const maxAnswers = 100_000;
/** Bytes of replies that may always wait. If reading can be paused, far fewer do. */
const leastAnswerBytes = 1024 * 1024;
/** More than this is too much for a peer while there are too many in all. */
const fewAnswers = 16;
const fewAnswerBytes = 16 * 1024;

export class OutboxLimits {
  readonly #holder: AnswerHolder;
  #maxBytes: number;
  #bytes = 0;
  #answers = 0;
  #answerBytes = 0;

  /** The holder is eased when there is room again that other outboxes took. */
  constructor(maxBytes: number, holder: AnswerHolder) {
    this.#maxBytes = maxBytes;
    this.#holder = holder;
  }

  /** Changes how many bytes may wait. Bytes that are already waiting are still sent. */
  limitTo(maxBytes: number): void {
    this.#maxBytes = maxBytes;
  }

  /** True while frames wait for their turn or for the kernel. */
  get isAnythingWaiting(): boolean {
    return this.#bytes > 0;
  }

  get congested(): boolean {
    return this.#answerBytes > congestedBytes || this.#answers > congestedFrames || this.#exceedsShare;
  }

  add({ origin, wire }: OutgoingFrame): void {
    this.#bytes += wire.length;
    if (origin === 'send') return;
    allAnswers.add(1, wire.length);
    this.#count(1, wire.length);
  }

  /** Uncounts a frame that was sent or never will be. */
  remove({ origin, wire }: OutgoingFrame): void {
    this.#bytes -= wire.length;
    if (origin === 'send') return;
    this.#count(-1, -wire.length);
    allAnswers.remove(1, wire.length);
  }

  /** Uncounts everything, since nothing that waits will be sent. `remove` must not be called for it afterwards. */
  removeAll(): void {
    const [answers, bytes] = [this.#answers, this.#answerBytes];
    this.#bytes = 0;
    this.#count(-answers, -bytes);
    allAnswers.remove(answers, bytes);
  }

  /**
   * Returns why a reply or a requested send of this many bytes on the wire (`frameBytes` without framing) may not be
   * added; undefined if it may.
   */
  refusal(isReply: boolean, bytes: number, frameBytes: number): SocketError | undefined {
    const queuedBytes = isReply ? this.#answerBytes : this.#bytes;
    const maxQueuedBytes = isReply ? Math.max(this.#maxBytes, leastAnswerBytes) : this.#maxBytes;
    // An empty queue accepts the echo of the longest message, whatever the framing adds to it.
    const isTooLong = isReply && frameBytes > this.#maxBytes;
    if (isTooLong)
      return new SocketError('SEND_QUEUE_FULL', { bytes: frameBytes, queuedBytes, maxQueuedBytes: this.#maxBytes });
    // A thousand peers may each have a rule send them megabytes that they don't read.
    const exceedsAll = isReply && allAnswers.areTooMany && (this.#hasMany || bytes > fewAnswerBytes);
    const isFull = queuedBytes + bytes > maxQueuedBytes || (isReply && this.#answers >= maxAnswers);
    if (!exceedsAll && (!isFull || (isReply && this.#answers === 0))) return undefined;
    return new SocketError('SEND_QUEUE_FULL', { bytes, queuedBytes, maxQueuedBytes });
  }

  #count(answers: number, bytes: number): void {
    const hadMany = this.#hasMany;
    this.#answers += answers;
    this.#answerBytes += bytes;
    if (this.#hasMany !== hadMany) allAnswers.holds(this.#holder, this.#hasMany);
  }

  /** Whether this peer has more than a few pending replies. */
  get #hasMany(): boolean {
    return this.#answers > fewAnswers || this.#answerBytes > fewAnswerBytes;
  }

  /** Whether all peers together have too many pending replies, and this peer more than a few of them. */
  get #exceedsShare(): boolean {
    return this.#hasMany && allAnswers.areTooMany;
  }
}
