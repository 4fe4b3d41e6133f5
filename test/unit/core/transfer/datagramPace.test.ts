import assert from 'node:assert/strict';
import { checkPace, defaultPace, maxDatagramBytes } from '../../../../src/core/transfer/datagramPace.ts';

describe('the datagram pace', () => {
  it('accepts any datagram size, and any speed from one byte a second', () => {
    checkPace(defaultPace);
    checkPace({ datagramBytes: 1, bytesPerSecond: 1 });
    checkPace({ datagramBytes: maxDatagramBytes, bytesPerSecond: 1e15 });
  });

  for (const datagramBytes of [0, -1, 1.5, maxDatagramBytes + 1, Number.NaN, Number.POSITIVE_INFINITY]) {
    it(`rejects datagrams of ${datagramBytes} bytes`, () =>
      assert.throws(() => checkPace({ ...defaultPace, datagramBytes }), /^RangeError: datagramBytes .* 65507/));
  }

  for (const bytesPerSecond of [0, 0.5, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    it(`rejects ${bytesPerSecond} bytes a second`, () =>
      assert.throws(() => checkPace({ ...defaultPace, bytesPerSecond }), /bytesPerSecond/));
  }
});
