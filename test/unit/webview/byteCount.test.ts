import assert from 'node:assert/strict';
import { byteCount } from '../../../webview/byteCount.ts';

describe('a byte count', () => {
  it('is singular only for one', () => {
    assert.deepEqual([0, 1, 2].map(byteCount), ['0 bytes', '1 byte', '2 bytes']);
  });
});
