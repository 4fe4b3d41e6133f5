import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { readingProgress } from '../../../../src/engine/transcript/readingProgress.ts';

describe('the progress of reading a log', () => {
  let now: number;
  let reported: number[];

  beforeEach(() => {
    now = 0;
    reported = [];
    mock.method(performance, 'now', () => now);
  });
  afterEach(() => mock.restoreAll());

  it('is reported at most four times a second, in whole percent', () => {
    const read = readingProgress(percent => reported.push(percent));
    for (let count = 1; count <= 30; count++) {
      now += 100;
      read(count, 30);
    }
    assert.deepEqual(reported, [10, 20, 30, 40, 50, 60, 70, 80, 90]);
  });

  it('isn’t reported for a log that is read at once, or at its end', () => {
    const read = readingProgress(percent => reported.push(percent));
    for (const elapsed of [0, 100, 249]) {
      now = elapsed;
      read(1, 3);
    }
    now = 9000;
    read(3, 3);
    assert.deepEqual(reported, []);
  });
});
