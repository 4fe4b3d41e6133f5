/**
 * Notices that a socket answers itself, as it does when it receives its own broadcast: what comes from its own address needn't have
 * been sent to that address, so `echoLoopGuard.ts` sees no chain that begins with a send, and the answers would never end.
 */
import type { LoopGuard } from './echoLoopGuard.ts';

/** Answers to itself that are given after a send to its own address: as many as rounds in which two sides answer each other. */
const maxAnswers = 16;

export class OwnAnswerGuard implements LoopGuard {
  #answers = 0;

  sent(_frame: Uint8Array, answers: boolean): void {
    this.#answers = answers ? this.#answers + 1 : 0;
  }

  isLoop(): boolean {
    return this.#answers >= maxAnswers - 1;
  }
}
