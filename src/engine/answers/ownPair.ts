/**
 * Detects two endpoints of this window that reply to each other's replies forever, whatever these contain and however
 * the stream splits them. Only if both sides of a connection are ours is it known that no message in between was sent
 * by a person or another program: replies to another program may go on forever, such as those to a heartbeat.
 *
 * Exchanges are counted in rounds. Everything that is on its way when a round begins, in either direction, must have
 * been delivered and replied to before the next round begins. So a message of round n is a reply to one of round n - 1
 * or later, and a long exchange that ends, such as replies to a hundred thousand lines, is a single round.
 */

/** Number of rounds without a requested message after which nothing is replied to. A few seconds at full speed. */
export const maxRounds = 1024;
/** Number of rounds in a row in which replies multiply after which nothing is replied to. */
export const maxGrowths = 3;
/** Replies multiply if each round has at least this many times as many as the one before: a difference of one message is chance. */
const growth = 1.5;

/** The positions of a conversation. `Conversation` has them. */
export interface Positions {
  readonly written: number;
  readonly deliveredFrom: number | undefined;
}

/** What both sides share. */
interface Rounds {
  count: number;
  /** Number of rounds in a row in which replies multiplied. */
  growths: number;
  /** Number of replies of both sides in the round before. */
  replies: number;
}

/** One side of a conversation between two endpoints of this window. */
export class OwnSide {
  readonly #conversation: Positions;
  #other: OwnSide | undefined;
  #rounds: Rounds = { count: 0, growths: 0, replies: 0 };
  /** Positions at which the current pair began: a UDP socket may outlive several others at the same address. */
  #sinceWritten = 0;
  #sinceDelivered = 0;
  /** Position before which everything from the other side belongs to earlier rounds. */
  #roundFrom = 0;
  #replies = 0;
  #settledReplies = 0;
  /** Number of replies before this round. */
  #repliesBefore = 0;
  /** Number of replies to messages of earlier rounds; undefined until the first one of this round is delivered. */
  #earlierReplies: number | undefined;

  constructor(conversation: Positions) {
    this.#conversation = conversation;
  }

  /** Connects two sides, neither of which may be paired. */
  static pair(one: OwnSide, other: OwnSide): void {
    one.#other = other;
    other.#other = one;
    other.#rounds = one.#rounds;
    one.interrupted();
  }

  get isPaired(): boolean {
    return this.#other !== undefined;
  }

  /** Number of rounds since something else than a reply was sent. */
  get rounds(): number {
    return this.#rounds.count;
  }

  /** Starts over: something that isn't an immediate reply is sent. */
  interrupted(): void {
    Object.assign(this.#rounds, { count: 0, growths: 0, replies: 0 });
    this.#startRound();
    if (this.#other) this.#other.#startRound();
  }

  /** Counts a reply. Returns a function to call when it was sent, or won't be. */
  replying(): () => void {
    this.#replies++;
    return () => {
      this.#settledReplies++;
    };
  }

  /**
   * Call in order for each message to be replied to, with `deliveredFrom` at its delivery. Returns true if it must not
   * be, because that would go on forever.
   */
  isEndless(deliveredFrom: number | undefined): boolean {
    const other = this.#other;
    if (!other) return false;
    if (deliveredFrom === undefined) this.interrupted();
    else if (deliveredFrom - this.#sinceDelivered >= this.#roundFrom) this.#earlierReplies ??= this.#replies;
    if (this.#isRoundOver && other.#isRoundOver) {
      this.#rounds.count++;
      countGrowth(this.#rounds, this.#roundReplies + other.#roundReplies);
      this.#startRound();
      other.#startRound();
    }
    return this.#rounds.count >= maxRounds || this.#rounds.growths >= maxGrowths;
  }

  /** Call when the conversation is over. The other side may be paired again. */
  closed(): void {
    const other = this.#other;
    if (!other) return;
    this.#other = undefined;
    other.#other = undefined;
    other.#sinceWritten = other.#conversation.written;
    other.#sinceDelivered = (other.#conversation.deliveredFrom ?? 0) + 1;
  }

  /** True if everything of earlier rounds has been delivered to this side and replied to. */
  get #isRoundOver(): boolean {
    return this.#earlierReplies !== undefined && this.#settledReplies >= this.#earlierReplies;
  }

  get #roundReplies(): number {
    return this.#replies - this.#repliesBefore;
  }

  #startRound(): void {
    this.#repliesBefore = this.#replies;
    this.#earlierReplies = undefined;
    this.#roundFrom = this.#other ? this.#other.#written : 0;
  }

  get #written(): number {
    return this.#conversation.written - this.#sinceWritten;
  }
}

/** Adds a round with this many replies. Once they have multiplied, that remains so until something else is sent. */
function countGrowth(rounds: Rounds, replies: number): void {
  const grows = replies >= growth * rounds.replies && replies > 0;
  if (rounds.growths < maxGrowths) rounds.growths = grows ? rounds.growths + 1 : 0;
  rounds.replies = replies;
}

const sides = new WeakMap<Positions, OwnSide>();

/** Returns the side of a conversation that has been paired. */
export function ownSideOf(conversation: Positions): OwnSide | undefined {
  return sides.get(conversation);
}

/** Pairs a conversation with the other one of the same connection, unless it is its own other side, or already paired. */
export function pairSides(conversation: Positions, other: Positions): OwnSide | undefined {
  const [one, another] = [sideOf(conversation), sideOf(other)];
  if (one === another || one.isPaired || another.isPaired) return undefined;
  OwnSide.pair(one, another);
  return one;
}

function sideOf(conversation: Positions): OwnSide {
  const side = sides.get(conversation) ?? new OwnSide(conversation);
  sides.set(conversation, side);
  return side;
}
