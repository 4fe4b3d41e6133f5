import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { formatTimeSince } from '../../../../webview/transcript/timeSince.ts';

const texts = (...times: number[]) => times.map(formatTimeSince);

describe('the time since the previous row', () => {
  it('is short, in suitable units', () => {
    assert.deepEqual(texts(12, 1234, 123_000, 180_000), ['+12 ms', '+1.2 s', '+2:03', '+3:00']);
    assert.deepEqual(texts(3_723_000, 7_200_000, 183_840_000), ['+1:02:03', '+2:00:00', '+2 d 3:04']);
  });

  it('has a fraction for short intervals', () => {
    assert.deepEqual(texts(0, 0.04, 0.44, 9.94, 9.95), ['+0 ms', '+0 ms', '+0.4 ms', '+9.9 ms', '+10 ms']);
  });

  it('changes its unit by the displayed value, not the measured one', () => {
    assert.deepEqual(texts(999.4, 999.5, 59_949, 59_950), ['+999 ms', '+1 s', '+59.9 s', '+1:00']);
    assert.deepEqual(texts(3_599_499, 3_599_500), ['+59:59', '+1:00:00']);
    assert.deepEqual(texts(86_399_499, 86_399_500, 172_769_999, 172_770_000), [
      '+23:59:59',
      '+1 d 0:00',
      '+1 d 23:59',
      '+2 d 0:00',
    ]);
  });

  it('is negative if the clock was set back', () => {
    assert.deepEqual(texts(-1500, -123_000), ['−1.5 s', '−2:03']);
  });
});
