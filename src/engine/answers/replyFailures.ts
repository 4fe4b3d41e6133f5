/** Reports why replies to one peer weren't sent, as events of its conversation. */
import { phraseOf } from '../../core/phrase.ts';
import { SocketError } from '../../core/socketError.ts';
import type { Origin } from '../../core/transcriptEntry.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { PatternTimeout } from '../matching/patternThread.ts';

/** Errors that need no event: after our end of stream no reply is expected, and a lost connection has its own event. */
const expected = new Set(['STREAM_ENDED', 'SEND_INTERRUPTED']);

export class ReplyFailures {
  readonly #conversation: Pick<Conversation, 'address' | 'event'>;
  #isFull = false;

  constructor(conversation: Pick<Conversation, 'address' | 'event'>) {
    this.#conversation = conversation;
  }

  /** Reports a rule whose pattern failed or timed out on a message of this many bytes. */
  notMatched(rule: number, bytes: number, error: unknown): void {
    const event =
      error instanceof PatternTimeout
        ? ({ code: 'patternTimedOut', rule, bytes, ms: error.ms } as const)
        : ({ code: 'patternFailed', rule, bytes, detail: stackOf(error) } as const);
    this.#conversation.event(event);
  }

  /** Reports a full queue once until a reply gets through: in a flood, every reply fails. */
  notSent(error: unknown, origin: Origin): void {
    if (error instanceof SocketError && expected.has(error.code)) return;
    const wasFull = this.#isFull;
    this.#isFull = error instanceof SocketError && error.code === 'SEND_QUEUE_FULL';
    if (wasFull && this.#isFull) return;
    const { failure } = SocketError.from(error, 'send', this.#conversation.address);
    const reason = phraseOf(error);
    this.#conversation.event({ code: 'sendFailed', failure, origin, ...(reason && { reason }) });
  }

  /** Call when a reply was sent. */
  replied(): void {
    this.#isFull = false;
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
