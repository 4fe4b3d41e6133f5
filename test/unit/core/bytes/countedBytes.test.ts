import assert from 'node:assert/strict';
import { countedBytes } from '../../../../src/core/bytes/countedBytes.ts';
import { phraseText } from '../../../../src/core/phrase.ts';

describe('a byte count', () => {
  it('is singular only for one', () =>
    assert.deepEqual(
      [0, 1, 2].map(bytes => phraseText(countedBytes(bytes))),
      ['0 bytes', '1 byte', '2 bytes'],
    ));
});
