/** For units: gives each test a window of the fake VS Code in which nothing was asked, set or done. */
import { mock } from 'node:test';
import { settings } from './configuration.ts';
import { progressNotices } from './progress.ts';
import { questions } from './questions.ts';
import { workbenchState } from './workbenchState.ts';

/** Call it in a suite. What `mock` replaced is put back, too. */
export function freshWindow(): void {
  afterEach(() => {
    mock.reset();
    questions.reset();
    progressNotices.reset();
    settings.reset();
    workbenchState.reset();
  });
}
