import assert from 'node:assert/strict';
import { formatShortTime, formatTime, setTimeFormat, timeCharacters, timeOfDay } from '../../../webview/formatTime.ts';

describe('a time of day', () => {
  it('has two digits of each part and three of the milliseconds', () => {
    assert.equal(formatTime(new Date(2026, 0, 1, 4, 2, 1, 9).getTime()), '04:02:01.009');
    assert.equal(formatTime(new Date(2026, 0, 1, 23, 59, 59, 999).getTime()), '23:59:59.999');
  });

  it('leaves out fractions of a millisecond: it never shows a time that is still to come', () => {
    assert.equal(formatTime(new Date(2026, 0, 1, 0, 0, 0, 1).getTime() + 0.9), '00:00:00.001');
  });

  it('leaves out the milliseconds where there is little room', () => {
    assert.equal(formatShortTime(new Date(2026, 0, 1, 4, 2, 1, 999).getTime()), '04:02:01');
  });
});

describe('the time of a row', () => {
  afterEach(() => setTimeFormat('timeOfDay', undefined));
  const ms = Date.UTC(2026, 10, 21, 13, 2, 41, 902) + 0.9;
  const opened = ms - 12_345;

  it('is told as the setting wants it', () => {
    const all = (['timeOfDay', 'iso', 'sinceStart', 'unix'] as const).map(format => {
      setTimeFormat(format, opened);
      return formatTime(ms);
    });
    assert.deepEqual(all, [timeOfDay(ms), '2026-11-21T13:02:41.902Z', '12.345 s', '1795266161.902']);
  });

  it('fits its column', () => {
    for (const format of ['timeOfDay', 'iso', 'sinceStart', 'unix'] as const) {
      setTimeFormat(format, opened);
      assert.ok(formatTime(ms).length <= timeCharacters(false), format);
      assert.ok(formatShortTime(ms).length <= timeCharacters(true), format);
    }
  });

  it('is negative before the start, and one of the day where there was none', () => {
    setTimeFormat('sinceStart', ms + 500);
    assert.equal(formatTime(ms), '-0.500 s');
    setTimeFormat('sinceStart', undefined);
    assert.equal(formatTime(ms), timeOfDay(ms));
  });

  it('changes with the format, and with the start where that counts', () => {
    assert.deepEqual(
      [
        setTimeFormat('timeOfDay', 1),
        setTimeFormat('sinceStart', 1),
        setTimeFormat('sinceStart', 1),
        setTimeFormat('sinceStart', 2),
        setTimeFormat('iso', 2),
        setTimeFormat('iso', 3),
      ],
      [false, true, false, true, true, false],
    );
  });
});
