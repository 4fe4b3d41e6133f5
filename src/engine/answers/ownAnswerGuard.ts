/**
 * Detects a socket that answers itself, for example because it receives its own broadcasts. A datagram from its own
 * address needn't have been sent to that address, so `echoLoopGuard.ts` sees no chain that begins with a send.
 */
import type { LoopGuard } from './echoLoopGuard.ts';

/** Maximum number of answers to itself after a send to its own address; equal to `loopRounds` in `echoLoopGuard.ts`. */
const maxAnswers = 16;

export class OwnAnswerGuard implements LoopGuard {
  #answers = 0;

  sent(_frame: Uint8Array, as: 'send' | 'greeting' | 'answer'): void {
    this.#answers = as === 'answer' ? this.#answers + 1 : 0;
  }

  isLoop(): boolean {
    return this.#answers >= maxAnswers - 1;
  }
}
