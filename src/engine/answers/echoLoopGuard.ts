/**
 * Detects two sides that reply to each other forever: everything we sent unprompted comes back unchanged and in order and is replied to,
 * the replies come back, and so on. A peer that repeats its own message isn't a loop, so the chain must begin with a message that we sent.
 */

const loopRounds = 16;
/** Number of rounds in a row with more messages than the one before: replies that multiply would soon be millions. */
const maxGrowths = 8;
/** Longer rounds aren't tracked, since their frames would stay in memory. A single frame may have any size. */
const maxRoundFrames = 10_000;
const maxRoundBytes = 1024 * 1024;
/**
 * Number of short messages that the other side may send by itself before our greeting comes back: it may greet us, too.
 * They are few, since the replies to them stay in memory for every peer.
 */
const maxCrossing = 4;
const maxCrossingBytes = 1024;

/** Detects replies that would be replied to forever. */
export interface LoopGuard {
  /** Reports an outgoing frame. An answer is a reply to an incoming one. */
  sent(frame: Uint8Array, as: 'send' | 'greeting' | 'answer'): void;
  /** Returns true if an incoming frame should get no reply, because that would go on forever. */
  isLoop(frame: Uint8Array): boolean;
}

export class EchoLoopGuard implements LoopGuard {
  /** Frames sent in this round. Empty if there is no chain. */
  #sent = new Round();
  /** Number of those frames that have come back. */
  #returned = 0;
  /** Replies to them, which begin the next round. */
  #answers = new Round();
  #rounds = 0;
  /** Number of rounds until now that were longer than the one before. */
  #growths = 0;
  /** True if a round became too long to be tracked because replies multiply. */
  #multiplies = false;
  /** Number of messages that may still arrive before those that come back. */
  #crossing = 0;

  sent(frame: Uint8Array, as: 'send' | 'greeting' | 'answer'): void {
    if (as === 'answer') {
      const isTooLong = this.#crossing > 0 && frame.length > maxCrossingBytes;
      if (this.#sent.length > 0 && (isTooLong || !this.#answers.add(frame))) this.#answersOverflow();
      return;
    }
    const continues = this.#rounds === 0 && this.#returned === 0 && this.#answers.length === 0;
    if (!continues || !this.#sent.add(frame)) {
      this.#begin();
      this.#sent.add(frame);
    }
    if (as === 'greeting') this.#crossing = maxCrossing;
  }

  isLoop(frame: Uint8Array): boolean {
    if (this.#multiplies) return true;
    if (this.#sent.length === 0) return false;
    if (this.#returned === this.#sent.length) {
      const growths = this.#answers.length > this.#sent.length ? this.#growths + 1 : 0;
      this.#begin(this.#answers, this.#rounds + 1);
      this.#growths = growths;
    }
    if (!this.#sent.hasAt(this.#returned, frame)) {
      if (this.#crossing > 0) this.#crossing--;
      else this.#begin();
      return false;
    }
    this.#crossing = 0;
    this.#returned++;
    return this.#rounds >= loopRounds - 1 || this.#growths >= maxGrowths;
  }

  #answersOverflow(): void {
    const multiplies = this.#growths > 0 && this.#answers.length >= maxRoundFrames;
    this.#begin();
    this.#multiplies = multiplies;
  }

  #begin(sent = new Round(), rounds = 0): void {
    this.#growths = 0;
    this.#multiplies = false;
    this.#sent = sent;
    this.#answers = new Round();
    this.#returned = 0;
    this.#rounds = rounds;
    this.#crossing = 0;
  }
}

/** Frames in the order in which they were sent. */
class Round {
  readonly #frames: Uint8Array[] = [];
  #bytes = 0;

  get length(): number {
    return this.#frames.length;
  }

  /** Returns false if there is no room. */
  add(frame: Uint8Array): boolean {
    this.#bytes += frame.length;
    const isFull = this.#frames.length >= maxRoundFrames || this.#bytes > maxRoundBytes;
    if (isFull && this.#frames.length > 0) return false;
    this.#frames.push(frame);
    return true;
  }

  hasAt(place: number, frame: Uint8Array): boolean {
    const expected = this.#frames[place];
    return expected !== undefined && expected.length === frame.length && Buffer.compare(expected, frame) === 0;
  }
}
