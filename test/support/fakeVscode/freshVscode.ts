/** Units share a process, and therefore one fake VS Code: gives each test a fresh one. */
import { mock } from 'node:test';
import { settings } from './configuration.ts';
import { progressNotices } from './progress.ts';
import { questions } from './questions.ts';
import { webviews } from './webviews.ts';
import { workbenchState } from './workbenchState.ts';

/** Forgets everything that was asked, set, shown and registered. */
export function resetVscode(): void {
  questions.reset();
  progressNotices.reset();
  webviews.reset();
  settings.reset();
  workbenchState.reset();
}

/** Starts each test of the calling suite with a newly opened VS Code, and restores afterwards what `mock` replaced. */
export function freshVscode(): void {
  beforeEach(resetVscode);
  // Only what `mock` replaced: the suite's own hooks may still dispose of objects that VS Code holds.
  afterEach(() => mock.reset());
  after(resetVscode);
}
