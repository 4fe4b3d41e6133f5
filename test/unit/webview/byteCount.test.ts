import assert from 'node:assert/strict';
import { byteCount } from '../../../webview/byteCount.ts';

describe('a number of bytes', () => {
  it('is singular for one alone', () => {
    assert.deepEqual([0, 1, 2].map(byteCount), ['0 bytes', '1 byte', '2 bytes']);
  });
});
