/** State of a conversation: its stage, which side ended it, and whether an event says why. */
import type { PeerState } from '../../core/endpointSnapshot.ts';

export type EndingSide = 'peer' | 'us';

/**
 * Why a conversation is over. `event`: an event says so. `failure`: something on our side failed, and an event says so.
 * Undefined: the end is still to be recorded.
 */
type Cause = 'event' | 'failure' | undefined;

/**
 * `ending`: our direction ends after everything requested. `ended`: the other side's has ended. `over`: the connection
 * is lost, reset or aborted, and nothing can be sent. `gone`: its transport has closed. What was read before is still
 * being delivered until it is `closed`.
 */
type State =
  | { readonly is: 'open' }
  | { readonly is: 'ending' | 'ended'; readonly by: EndingSide }
  | {
      readonly is: 'over' | 'gone';
      readonly by: EndingSide;
      readonly cause: Cause;
      /** The earlier state, which snapshots show until it is closed. */
      readonly shown: PeerState;
    }
  | { readonly is: 'closed' };

export class ConversationLife {
  #state: State = { is: 'open' };

  get shown(): PeerState {
    return 'shown' in this.#state ? this.#state.shown : this.#state.is;
  }

  /** True while neither direction has begun to end. */
  get isOpen(): boolean {
    return this.#state.is === 'open';
  }

  /** True if our end of stream was sent, or will be after the last replies. */
  get hasEnded(): boolean {
    return this.shown === 'ending' || this.shown === 'ended';
  }

  /** True if nothing can be sent any more. */
  get isOver(): boolean {
    return this.#state.is === 'closed' || 'shown' in this.#state;
  }

  get isGone(): boolean {
    return this.#state.is === 'gone' || this.#state.is === 'closed';
  }

  get isClosed(): boolean {
    return this.#state.is === 'closed';
  }

  /** True if an event says why it ended. */
  get isExplained(): boolean {
    return 'cause' in this.#state && this.#state.cause !== undefined;
  }

  get hasFailed(): boolean {
    return 'cause' in this.#state && this.#state.cause === 'failure';
  }

  /** The side that ended it first; undefined while it is open. */
  get endedBy(): EndingSide | undefined {
    return 'by' in this.#state ? this.#state.by : undefined;
  }

  /** Ends our direction or the other side's, unless one has ended before. */
  end(by: EndingSide): void {
    if (this.#state.is === 'open') this.#state = { is: by === 'us' ? 'ending' : 'ended', by };
  }

  /** Closes both directions at once from our side. Nothing can be sent any more, and no event says why. */
  abort(): void {
    if (!this.isOver) this.#state = { is: 'over', by: 'us', cause: undefined, shown: this.shown };
  }

  /** Resets the connection from our side, with an event that says so. */
  reset(): void {
    this.#state = { is: 'over', by: 'us', cause: 'event', shown: this.shown };
  }

  /** Stops all sending, with an event that says why. `by` is the side that ended it unless one did before. */
  over(cause: Exclude<Cause, undefined>, by: EndingSide): void {
    if (this.#state.is === 'closed') return;
    const is = this.#state.is === 'gone' ? 'gone' : 'over';
    this.#state = { is, by: this.endedBy ?? by, cause, shown: this.shown };
  }

  /**
   * Marks the transport as closed, by the other side unless a side ended it before. Returns the side that ended it;
   * undefined if it was gone before.
   */
  gone(): EndingSide | undefined {
    if (this.isGone) return undefined;
    const by = this.endedBy ?? 'peer';
    const cause = 'cause' in this.#state ? this.#state.cause : undefined;
    this.#state = { is: 'gone', by, cause, shown: this.shown };
    return by;
  }

  close(): void {
    this.#state = { is: 'closed' };
  }
}
