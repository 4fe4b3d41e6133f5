import assert from 'node:assert/strict';
import { encodeText } from '../../../../src/core/bytes/encodeText.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('encoded text', () => {
  it('has the bytes of its encoding, in its byte order', () => {
    assert.equal(hex(encodeText('é👋', 'utf8')), 'c3a9f09f918b');
    assert.equal(hex(encodeText('é👋', 'utf16le')), 'e9003dd84bdc');
    assert.equal(hex(encodeText('é👋', 'utf16be')), '00e9d83ddc4b');
    assert.equal(hex(encodeText('\0é\xff', 'latin1')), '00e9ff');
  });

  it('is empty for empty text', () => {
    for (const encoding of ['utf8', 'latin1', 'utf16le', 'utf16be'] as const) {
      assert.equal(encodeText('', encoding).length, 0, encoding);
    }
  });

  it('rejects what latin1 lacks, with the character and its position', () => {
    const message = '"✓" at character 4 can’t be encoded in Latin-1';
    assert.throws(() => encodeText('ok ✓', 'latin1'), { name: 'RangeError', message });
    assert.throws(() => encodeText('Ā', 'latin1'), /"Ā" at character 1 /);
    assert.throws(() => encodeText('👋', 'latin1'), /"👋" at character 1 /);
  });

  it('counts positions from its start in a larger text', () => {
    assert.throws(() => encodeText('a✓', 'latin1', 10), /at character 12 /);
  });
});
