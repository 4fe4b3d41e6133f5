/** Root hooks of mocha (`.mocharc.cjs`), by which a failed test prints what its helpers saw before they are disposed of. */
import { printSeen, type SeenPart } from './printSeen.ts';

type Look = () => readonly SeenPart[];

const looks = new Set<Look>();
let current: Mocha.Test | undefined;

/**
 * Prints what `look` returns when a test fails. The returned function ends that: call it, and wait for it, before what is looked at
 * is disposed of. If the test that runs has failed, it prints first.
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
  /** Runs after the hooks of the test's own suites. What they disposed of has been printed. */
  async afterEach(): Promise<void> {
    if (current?.isFailed()) for (const look of looks) await printSeen(look());
    current = undefined;
  },
};
