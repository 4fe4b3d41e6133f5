/** Watches the replies of one conversation for exchanges that would go on forever, and reports them. */
import type { Origin } from '../../core/transcriptEntry.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { EchoLoopGuard, type LoopGuard } from './echoLoopGuard.ts';
import { type OwnSide, ownSideOf, type Positions, pairSides } from './ownPair.ts';

/** Returns the conversation at the other side if it belongs to an endpoint of this window. */
export type FindOtherSide = () => Positions | undefined;

export class LoopWatch {
  readonly #conversation: Pick<Conversation, 'event'> & Positions;
  readonly #guard: LoopGuard;
  readonly #findOtherSide: FindOtherSide | undefined;
  #isReported = false;

  constructor(
    conversation: Pick<Conversation, 'event'> & Positions,
    findOtherSide?: FindOtherSide,
    guard: LoopGuard = new EchoLoopGuard(),
  ) {
    this.#conversation = conversation;
    this.#guard = guard;
    this.#findOtherSide = findOtherSide;
  }

  /** Call for each outgoing message, with its content. */
  sent(content: Uint8Array, origin: Origin): void {
    this.#guard.sent(content, origin === 'send' || origin === 'greeting' ? origin : 'answer');
    if (origin === 'send') this.interrupted();
  }

  /** Call when bytes that aren't messages are sent, or the framing of what is sent changes. */
  interrupted(): void {
    ownSideOf(this.#conversation)?.interrupted();
  }

  /** Call before a reply is queued. Returns a function to call when it was sent, or won't be. */
  replying(delayMs: number): (() => void) | undefined {
    this.#isReported = false;
    // Replies with a delay are paced on purpose: they may go on as long as the user wants.
    if (delayMs > 0) this.interrupted();
    return ownSideOf(this.#conversation)?.replying();
  }

  /** Call in order for each message that gets no reply. */
  passed(frame: Uint8Array): void {
    this.#guard.isLoop(frame);
  }

  /**
   * Call in order for each message that is to be replied to, with `deliveredFrom` at its delivery. Returns false if it
   * must not be, since that would go on forever; reported once until the next reply.
   */
  mayReply(frame: Uint8Array, deliveredFrom: number | undefined): boolean {
    const isLoop = this.#guard.isLoop(frame);
    const isEndless = this.#side?.isEndless(deliveredFrom) ?? false;
    if (!isLoop && !isEndless) return true;
    if (!this.#isReported) this.#conversation.event({ code: 'echoLoop' });
    this.#isReported = true;
    return false;
  }

  /** Call when the conversation is over. */
  closed(): void {
    ownSideOf(this.#conversation)?.closed();
  }

  get #side(): OwnSide | undefined {
    const side = ownSideOf(this.#conversation);
    if (side?.isPaired) return side;
    const other = this.#findOtherSide?.();
    return other && pairSides(this.#conversation, other);
  }
}
