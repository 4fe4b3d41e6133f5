import assert from 'node:assert/strict';
import { countedBytes, formatBytes, formatLimit, formatPart } from '../../../../src/core/bytes/formatBytes.ts';
import { phraseText } from '../../../../src/core/phrase.ts';

describe('formatted byte counts', () => {
  const texts: [number, string][] = [
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.00 kB'],
    [999_499, '999 kB'],
    [999_500, '1.00 MB'],
    [1_240_000, '1.24 MB'],
    [999_999_999, '1.00 GB'],
    [1_000_000_000_000, '1.00 TB'],
    [5_000_000_000_000_000, '5000 TB'],
  ];
  for (const [bytes, text] of texts) it(`show ${bytes} as ${text}`, () => assert.equal(formatBytes(bytes), text));

  it('have no needless zeros for a limit', () => {
    const limits = [999, 1000, 1_240_000, 1_500_000, 10_000_000, 100_000_000, 1_000_000_000_000].map(formatLimit);
    assert.deepEqual(limits, ['999 B', '1 kB', '1.24 MB', '1.5 MB', '10 MB', '100 MB', '1 TB']);
  });

  it('show the unit of a part and its total once if it is the same', () => {
    assert.deepEqual(formatPart(1_570_000, 3_000_000), ['1.57', '3.00 MB']);
    assert.deepEqual(formatPart(0, 7), ['0', '7 B']);
    assert.deepEqual(formatPart(340, 3_000_000), ['340 B', '3.00 MB']);
    assert.deepEqual(formatPart(999_999, 1_000_000), ['1.00', '1.00 MB']);
  });
});

describe('a byte count', () => {
  it('is singular only for one', () =>
    assert.deepEqual(
      [0, 1, 2].map(bytes => phraseText(countedBytes(bytes))),
      ['0 bytes', '1 byte', '2 bytes'],
    ));
});
