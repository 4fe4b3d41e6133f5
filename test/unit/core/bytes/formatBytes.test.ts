import assert from 'node:assert/strict';
import { formatBytes } from '../../../../src/core/bytes/formatBytes.ts';

describe('amounts of bytes', () => {
  const said: [number, string][] = [
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
  for (const [bytes, text] of said) it(`${bytes} is ${text}`, () => assert.equal(formatBytes(bytes), text));
});
