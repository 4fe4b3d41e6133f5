/**
 * Notices two sides that answer each other for ever: what we sent of our own accord comes back unchanged, is answered with the same
 * bytes, comes back again. A peer that repeats its own message is none, so the chain must begin with a send of ours.
 */
const loopLength = 16;

export class EchoLoopGuard {
  #last: Uint8Array | undefined;
  #returns = 0;

  /** A frame goes out: `answers` tells that it answers the frame that came last. */
  sent(frame: Uint8Array, answers: boolean): void {
    if (!answers) {
      this.#last = frame;
      this.#returns = 0;
    } else if (this.#last && !equal(frame, this.#last)) {
      this.#last = undefined;
    }
  }

  /** A frame came in. Returns true when it should not be answered, because that would go on for ever. */
  isLoop(frame: Uint8Array): boolean {
    if (!this.#last) return false;
    if (!equal(frame, this.#last)) {
      this.#last = undefined;
      return false;
    }
    return ++this.#returns >= loopLength;
  }
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}
