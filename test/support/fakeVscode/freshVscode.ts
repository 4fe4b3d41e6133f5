/** Units share a process, and with it one fake VS Code: gives each test a fresh one. */
import { mock } from 'node:test';
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

/** Starts each test of the calling suite with a VS Code that was just opened, and restores afterwards what `mock` replaced. */
export function freshVscode(): void {
  beforeEach(resetVscode);
  // Only what `mock` replaced: the suite's own hooks may still dispose of what VS Code holds.
  afterEach(() => mock.reset());
  after(resetVscode);
}
