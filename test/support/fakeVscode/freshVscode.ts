/** Units share one process, and so one fake VS Code: what a test leaves in it is forgotten. */
import { settings } from './configuration.ts';
import { progressNotices } from './progress.ts';
import { questions } from './questions.ts';
import { webviews } from './webviews.ts';
import { workbenchState } from './workbenchState.ts';

/** Forgets what was asked, set, shown and registered. */
export function resetVscode(): void {
  questions.reset();
  progressNotices.reset();
  webviews.reset();
  settings.reset();
  workbenchState.reset();
}

/** Begins each test of the suite that it is called in with a VS Code that was just opened. */
export function freshVscode(): void {
  beforeEach(resetVscode);
  // Not after each: what a suite disposes of then must still be there.
  after(resetVscode);
}
