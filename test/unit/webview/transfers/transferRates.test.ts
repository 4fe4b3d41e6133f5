import assert from 'node:assert/strict';
import { timeLeft } from '../../../../webview/transfers/timeLeft.ts';
import { SmoothRate, TransferRates } from '../../../../webview/transfers/transferRates.ts';
import { transfer } from './panelTransfers.ts';

describe('a transfer’s rate', () => {
  const at = (bytes: number, bytesPerSecond: number, size: number | undefined = 10_000) => ({
    bytes,
    bytesPerSecond,
    ...(size !== undefined && { size }),
  });

  it('is empty before the first figure', () => {
    assert.equal(new SmoothRate().at(at(0, 0), 0), undefined);
  });

  it('shows the rate and the remaining time', () => {
    assert.deepEqual(new SmoothRate().at(at(1000, 1000), 0), { bytesPerSecond: 1000, secondsLeft: 9, stalled: false });
    const { size: _size, ...unknown } = at(1000, 1000);
    assert.deepEqual(new SmoothRate().at(unknown, 0), { bytesPerSecond: 1000, stalled: false });
  });

  it('stays for a second, then follows slowly', () => {
    const smooth = new SmoothRate();
    const first = smooth.at(at(1000, 1000), 0);
    assert.equal(smooth.at(at(1500, 3000), 900), first);
    const rate = smooth.at(at(2000, 3000), 1000)?.bytesPerSecond ?? 0;
    assert.ok(rate > 1000 && rate < 3000, `${rate}`);
  });

  it('shows after three seconds without a byte that it stalled, and at once when it continues', () => {
    const smooth = new SmoothRate();
    smooth.at(at(1000, 1000), 0);
    assert.equal(smooth.at(at(1000, 1000), 2999)?.stalled, false);
    assert.deepEqual(smooth.at(at(1000, 1000), 3000), { bytesPerSecond: 0, stalled: true });
    assert.equal(smooth.at(at(2000, 1000), 3100)?.stalled, false);
  });

  it('never shows a negative time', () => {
    assert.equal(new SmoothRate().at(at(20_000, 1000), 0)?.secondsLeft, 0);
  });

  it('starts over after a pause', () => {
    const rates = new TransferRates();
    assert.equal(rates.of(transfer('a', { bytes: 1, bytesPerSecond: 5 }), 0)?.bytesPerSecond, 5);
    assert.equal(rates.of(transfer('a', { state: 'paused' }), 100), undefined);
    assert.equal(rates.of(transfer('a', { bytes: 1, bytesPerSecond: 9 }), 200)?.bytesPerSecond, 9);
  });
});

describe('the time left', () => {
  const texts: [number, string][] = [
    [0, 'less than a second left'],
    [0.99, 'less than a second left'],
    [1, '1 s left'],
    [3.2, '4 s left'],
    [10, '10 s left'],
    [10.1, '15 s left'],
    [55, '55 s left'],
    [55.1, '1 min left'],
    [60, '1 min left'],
    [61, '2 min left'],
    [3540, '59 min left'],
    [3541, '1 h left'],
    [3601, '1 h 10 min left'],
    [86_400, '24 h left'],
    [86_401, 'more than a day left'],
    [Number.POSITIVE_INFINITY, 'more than a day left'],
  ];
  for (const [seconds, text] of texts) {
    it(`of ${seconds} s is “${text}”`, () => assert.equal(timeLeft(seconds), text));
  }
});
