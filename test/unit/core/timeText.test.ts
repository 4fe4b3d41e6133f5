import assert from 'node:assert/strict';
import { shortTimeText, timeOfDay, timeText } from '../../../src/core/timeText.ts';

describe('a time of day', () => {
  it('has two digits of each part and three of the milliseconds', () => {
    assert.equal(timeOfDay(new Date(2026, 0, 1, 4, 2, 1, 9).getTime()), '04:02:01.009');
    assert.equal(timeOfDay(new Date(2026, 0, 1, 23, 59, 59, 999).getTime()), '23:59:59.999');
  });

  it('drops fractions of a millisecond, so that it never shows a future time', () => {
    assert.equal(timeOfDay(new Date(2026, 0, 1, 0, 0, 0, 1).getTime() + 0.9), '00:00:00.001');
  });
});

describe('a time formatted as the setting says', () => {
  const ms = Date.UTC(2026, 10, 21, 13, 2, 41, 902) + 0.9;

  it('drops the fraction where space is short', () => {
    const opened = ms - 12_345;
    const all = (['timeOfDay', 'iso', 'sinceStart', 'unix'] as const).map(format => shortTimeText(ms, format, opened));
    assert.deepEqual(all, [timeOfDay(ms).slice(0, 8), '2026-11-21T13:02:41Z', '12 s', '1795266161']);
  });

  it('is negative before the start, and the time of day if there was no start', () => {
    assert.equal(timeText(ms, 'sinceStart', ms + 500), '-0.500 s');
    assert.equal(timeText(ms, 'sinceStart', undefined), timeOfDay(ms));
  });
});
