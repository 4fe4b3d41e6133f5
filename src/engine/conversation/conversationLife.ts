/** How far a conversation has come, which side ended it, and whether an event says why. */
import type { PeerState } from '../../core/endpointSnapshot.ts';

export type EndingSide = 'peer' | 'us';

/** Without an `event`, the end of the conversation is still to be recorded. `failure`: something here has failed, and an event says so. */
type Cause = 'event' | 'failure' | undefined;

/**
 * `ending`: our direction ends behind what was requested. `ended`: the other side's has. `over`: the connection is lost, reset or aborted,
 * and nothing can be sent. `gone`: its transport has closed. What was read before is still being delivered until it is `closed`.
 */
type State =
  | { readonly is: 'open' }
  | { readonly is: 'ending' | 'ended'; readonly by: EndingSide }
  | {
      readonly is: 'over' | 'gone';
      readonly by: EndingSide;
      readonly cause: Cause;
      /** Its earlier state, which snapshots show until it is closed. */
      readonly shown: PeerState;
    }
  | { readonly is: 'closed' };

export class ConversationLife {
  #state: State = { is: 'open' };

  get shown(): PeerState {
    return 'shown' in this.#state ? this.#state.shown : this.#state.is;
  }

  /** Both directions go on. */
  get isOpen(): boolean {
    return this.#state.is === 'open';
  }

  /** Our end of stream was sent, or will be after the last replies. */
  get hasEnded(): boolean {
    return this.shown === 'ending' || this.shown === 'ended';
  }

  /** Nothing can be sent any more. */
  get isOver(): boolean {
    return this.#state.is === 'closed' || 'shown' in this.#state;
  }

  get isGone(): boolean {
    return this.#state.is === 'gone' || this.#state.is === 'closed';
  }

  get isClosed(): boolean {
    return this.#state.is === 'closed';
  }

  /** An event says why it ends. */
  get isExplained(): boolean {
    return 'cause' in this.#state && this.#state.cause !== undefined;
  }

  get hasFailed(): boolean {
    return 'cause' in this.#state && this.#state.cause === 'failure';
  }

  /** Which side ended it first; undefined while it is open. */
  get endedBy(): EndingSide | undefined {
    return 'by' in this.#state ? this.#state.by : undefined;
  }

  /** Our direction, or the other side's, ends, unless one has ended before. */
  end(by: EndingSide): void {
    if (this.#state.is === 'open') this.#state = { is: by === 'us' ? 'ending' : 'ended', by };
  }

  /** We close all of it at once, whichever direction ended before. Nothing can be sent any more, and no event says why. */
  abort(): void {
    if (!this.isOver) this.#state = { is: 'over', by: 'us', cause: undefined, shown: this.shown };
  }

  /** We reset the connection, whichever direction ended before, and an event says so. */
  reset(): void {
    this.#state = { is: 'over', by: 'us', cause: 'event', shown: this.shown };
  }

  /** Nothing more can be sent, and an event says why. It was ended by this side if by none before. */
  over(cause: Exclude<Cause, undefined>, by: EndingSide): void {
    if (this.#state.is === 'closed') return;
    const is = this.#state.is === 'gone' ? 'gone' : 'over';
    this.#state = { is, by: this.endedBy ?? by, cause, shown: this.shown };
  }

  /** The transport has closed: by the other side if by none before. Returns who ended it; undefined if it was gone before. */
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
