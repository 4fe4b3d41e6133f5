import assert from 'node:assert/strict';
import { timeOfDay } from '../../../src/core/timeText.ts';
import { formatShortTime, formatTime, setTimeFormat, timeCharacters } from '../../../webview/formatTime.ts';

describe('a row’s time', () => {
  afterEach(() => setTimeFormat('timeOfDay', undefined));
  const ms = Date.UTC(2026, 10, 21, 13, 2, 41, 902) + 0.9;
  const opened = ms - 12_345;

  it('is formatted according to the setting', () => {
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

  it('depends on the format, and on the start if relative', () => {
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
