import assert from 'node:assert/strict';
import fc from 'fast-check';
import { timeLeft } from '../../../../webview/transfers/timeLeft.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

describe('the remaining time', () => {
  it('has a realistic precision', () => {
    const shown: [number, string][] = [
      [0, 'less than a second left'],
      [0.99, 'less than a second left'],
      [1, '1 s left'],
      [9.1, '10 s left'],
      [10, '10 s left'],
      [10.1, '15 s left'],
      [55, '55 s left'],
      [55.1, '1 min left'],
      [minute, '1 min left'],
      [minute + 1, '2 min left'],
      [59 * minute, '59 min left'],
      [59 * minute + 1, '1 h left'],
      [hour, '1 h left'],
      [hour + 1, '1 h 10 min left'],
      [hour + 50 * minute + 1, '2 h left'],
      [day, '24 h left'],
      [day + 1, 'more than a day left'],
      [Number.POSITIVE_INFINITY, 'more than a day left'],
    ];
    for (const [seconds, text] of shown) assert.equal(timeLeft(seconds), text, `${seconds} s`);
  });

  it('is never too short', () => {
    const secondsOf = (text: string) => {
      const [, hours = 0, minutes = 0, seconds = 0] =
        /^(?:(\d+) h )?(?:(\d+) min )?(?:(\d+) s )?left$/.exec(text)?.map(Number) ?? [];
      return (hours || 0) * hour + (minutes || 0) * minute + (seconds || 0);
    };
    fc.assert(
      fc.property(fc.double({ min: 1, max: day, noNaN: true }), seconds => {
        const shown = secondsOf(timeLeft(seconds));
        assert.ok(shown >= seconds && shown <= seconds + Math.max(minute, 10 * minute * Number(seconds > 59 * minute)));
      }),
    );
  });
});
