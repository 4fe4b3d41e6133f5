import assert from 'node:assert/strict';
import { parseTime, shortTimeText, timeOfDay, timeText } from '../../../src/core/timeText.ts';

describe('a time of day', () => {
  it('has two digits in each part and three for milliseconds', () => {
    assert.equal(timeOfDay(new Date(2026, 0, 1, 4, 2, 1, 9).getTime()), '04:02:01.009');
    assert.equal(timeOfDay(new Date(2026, 0, 1, 23, 59, 59, 999).getTime()), '23:59:59.999');
  });

  it('truncates fractions of a millisecond, so that it never shows a future time', () => {
    assert.equal(timeOfDay(new Date(2026, 0, 1, 0, 0, 0, 1).getTime() + 0.9), '00:00:00.001');
  });
});

describe('a time formatted according to the setting', () => {
  const ms = Date.UTC(2026, 10, 21, 13, 2, 41, 902) + 0.9;

  it('omits the fraction if space is short', () => {
    const opened = ms - 12_345;
    const all = (['timeOfDay', 'iso', 'sinceStart', 'unix'] as const).map(format => shortTimeText(ms, format, opened));
    assert.deepEqual(all, [timeOfDay(ms).slice(0, 8), '2026-11-21T13:02:41Z', '12 s', '1795266161']);
  });

  it('is negative before the start, and the time of day without a start', () => {
    assert.equal(timeText(ms, 'sinceStart', ms + 500), '-0.500 s');
    assert.equal(timeText(ms, 'sinceStart', undefined), timeOfDay(ms));
  });
});

describe('a parsed time', () => {
  const now = new Date(2026, 10, 21, 14, 2, 41, 902).getTime();
  const formats = ['timeOfDay', 'iso', 'sinceStart', 'unix'] as const;

  it('is the one that was formatted, in each format', () => {
    for (const format of formats) {
      const started = now - 12_345;
      assert.equal(parseTime(timeText(now, format, started), format, started, now), now, format);
      const short = shortTimeText(now, format, started);
      assert.equal(shortTimeText(parseTime(short, format, started, now) ?? 0, format, started), short, format);
    }
  });

  it('is today if the time of day is past, otherwise yesterday', () => {
    const at = (text: string) => parseTime(text, 'iso', undefined, now);
    assert.equal(at(' 9:05 '), new Date(2026, 10, 21, 9, 5).getTime());
    assert.equal(at('14:02:41.902'), now);
    assert.equal(at('14:02:41.903'), new Date(2026, 10, 20, 14, 2, 41, 903).getTime());
    for (const wrong of ['24:00', '12:60', '12:00:60', '12', '12:0', '1:2:3'])
      assert.equal(at(wrong), undefined, wrong);
  });

  it('may be a local date and time, whatever the format', () => {
    for (const format of formats) {
      const at = (text: string) => parseTime(text, format, now, now);
      assert.equal(at('2026-01-02'), new Date(2026, 0, 2).getTime());
      assert.equal(at('2026-01-02 03:04'), new Date(2026, 0, 2, 3, 4).getTime());
      assert.equal(at('2026-01-02T03:04:05Z'), Date.UTC(2026, 0, 2, 3, 4, 5));
      for (const wrong of ['', '2026-13-01', '2026-01-02 3', 'now', '2 s ago'])
        assert.equal(at(wrong), undefined, wrong);
    }
  });

  it('is in seconds if the transcript uses them', () => {
    assert.equal(parseTime('1.5', 'sinceStart', now, now), now + 1500);
    assert.equal(parseTime('1.5 s', 'sinceStart', undefined, now), undefined);
    assert.equal(parseTime('1.5', 'unix', undefined, now), 1500);
    assert.equal(parseTime('1.5', 'timeOfDay', now, now), undefined);
  });
});
