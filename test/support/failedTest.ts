/** Mocha root hooks (`.mocharc.cjs`) with which a failed test prints what its fixtures saw before they are disposed of. */
import { printSeen, type SeenPart } from './printSeen.ts';

type Look = () => readonly SeenPart[];

const looks = new Set<Look>();
let current: Mocha.Test | undefined;

/**
 * Prints what `look` returns when a test fails. Call the returned function, and await it, before disposing of what `look` reads: it
 * unregisters `look`, after printing if the current test has failed.
 */
export function printIfFailed(look: Look): () => Promise<void> {
  looks.add(look);
  return async () => {
    if (looks.delete(look) && current?.isFailed()) await printSeen(look());
  };
}

export const mochaHooks = {
  beforeEach(this: Mocha.Context): void {
    current = this.currentTest;
  },
  /** Runs after the hooks of the test's own suites, which have printed what they disposed of. */
  async afterEach(): Promise<void> {
    if (current?.isFailed()) for (const look of looks) await printSeen(look());
    current = undefined;
  },
};
