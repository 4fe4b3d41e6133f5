import assert from 'node:assert/strict';
import { formatShortTime, formatTime } from '../../../webview/formatTime.ts';

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
