import assert from 'node:assert/strict';
import type { LengthPrefix } from '../../../../../src/core/endpointConfig.ts';
import { LengthEnvelope, lengthCodec } from '../../../../../src/core/framing/length/lengthEnvelope.ts';
import { utf8 } from '../decodeCut.ts';

const envelope = (prefix: LengthPrefix) => new LengthEnvelope(lengthCodec(prefix), prefix);

describe('the envelope of a length-prefixed frame', () => {
  it('has a prefix at any offset of a stream, up to the end of the length', () => {
    const digits = envelope({ digitsUntil: ':', offset: 2, includesHeader: true, adjust: 1 });
    assert.deepEqual(digits.readPrefix(utf8('xxab12:'), 2), { bytes: 5, size: 8 });
    assert.deepEqual(digits.readPrefix(utf8('xxab2:'), 2), { at: 4, expected: 'greaterLength', least: 3 });
    assert.deepEqual(digits.readPrefix(utf8('xxab+'), 2), { at: 4, expected: 'digit' });
    assert.equal(digits.readPrefix(utf8('xxab12'), 2), undefined);
    assert.equal(digits.readPrefix(utf8('xxa'), 2), undefined);
  });

  it('has an exact size beyond safe integers', () => {
    const prefix = envelope({ bytes: 8, endian: 'big', includesHeader: true, adjust: 2 }).readPrefix(
      new Uint8Array(8).fill(0xff),
      0,
    );
    assert.deepEqual(prefix, { bytes: 8, size: 2n ** 64n - 1n - 6n });
  });

  it('knows what a length counts besides what follows it', () => {
    assert.equal(envelope({ varint: true }).excess(3), 0);
    assert.equal(envelope({ varint: true, includesHeader: true, offset: 1 }).excess(3), 4);
    assert.equal(envelope({ varint: true, includesHeader: true, adjust: 5 }).excess(3), -2);
    assert.equal(envelope({ varint: true, adjust: -5 }).excess(3), 5);
  });

  it('finds the first wrong byte of a trailer', () => {
    const lines = envelope({ varint: true, trailer: '\r\n' });
    assert.equal(lines.wrongTrailerByte(utf8('x\r\n'), 1), -1);
    assert.equal(lines.wrongTrailerByte(utf8('x\n\n'), 1), 1);
    assert.equal(lines.wrongTrailerByte(utf8('x\rx'), 1), 2);
    assert.equal(envelope({ varint: true }).wrongTrailerByte(utf8('x'), 1), -1);
  });
});
