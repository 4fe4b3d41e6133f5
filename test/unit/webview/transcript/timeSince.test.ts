import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { formatTimeSince } from '../../../../webview/transcript/timeSince.ts';

const texts = (...times: number[]) => times.map(formatTimeSince);

describe('the time since the row before', () => {
  it('is short, in the unit that fits', () => {
    assert.deepEqual(texts(12, 1234, 180_000, 7_200_000, 172_800_000), ['+12 ms', '+1.2 s', '+3 min', '+2 h', '+2 d']);
  });

  it('has a fraction where little time passed', () => {
    assert.deepEqual(texts(0, 0.04, 0.44, 9.94, 9.95), ['+0 ms', '+0 ms', '+0.4 ms', '+9.9 ms', '+10 ms']);
  });

  it('changes its unit by what is shown, not by what is measured', () => {
    assert.deepEqual(texts(999.4, 999.5, 59_949, 59_950), ['+999 ms', '+1 s', '+59.9 s', '+1 min']);
    assert.deepEqual(texts(3_569_999, 3_570_000, 84_599_999, 84_600_000), ['+59 min', '+1 h', '+23 h', '+1 d']);
  });

  it('is less than nothing where the clock was set back', () => {
    assert.deepEqual(texts(-1500), ['−1.5 s']);
  });
});
