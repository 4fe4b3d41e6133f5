import assert from 'node:assert/strict';
import {
  dataHeader,
  encodeFramedMessage,
  type FramedMessage,
  framedLimits,
} from '../../../../src/core/transfer/framedMessage.ts';

const sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const file = { type: 'file', version: 1, name: 'a', size: 1, resume: false } as const;

describe('encodeFramedMessage', () => {
  it('writes one line with the fields of the format', () => {
    const message = { ...file, modifiedMs: -1.5, mode: 0o644 };
    assert.equal(
      text(encodeFramedMessage(message)),
      '{"type":"file","version":1,"name":"a","size":1,"modifiedMs":-1.5,"resume":false}\n',
    );
  });

  it('truncates a reason that is too long', () => {
    for (const character of ['x', '€', '\ud83d\ude00', '\0']) {
      const line = text(encodeFramedMessage({ type: 'refuse', reason: character.repeat(5000) }));
      const { reason } = JSON.parse(line) as { reason: string };
      assert.equal(reason, character.repeat(5000).slice(0, 1024));
      assert.ok(line.length < framedLimits.lineBytes);
    }
  });

  it('accepts a name of exactly the limit in bytes, and no longer one', () => {
    const name = `${'€'.repeat(5461)}a`;
    assert.equal(Buffer.byteLength(name), framedLimits.nameBytes);
    encodeFramedMessage({ ...file, name });
    assert.throws(() => encodeFramedMessage({ ...file, name: `${name}b` }), RangeError);
    assert.throws(() => encodeFramedMessage({ ...file, name: '' }), RangeError);
    assert.throws(
      () => encodeFramedMessage({ ...file, name: '\0'.repeat(16_000) }),
      RangeError,
      'the line is too long',
    );
  });

  const invalid: FramedMessage[] = [
    { ...file, version: 0 },
    { ...file, size: -1 },
    { ...file, size: 2 ** 53 },
    { ...file, modifiedMs: Number.NaN },
    { ...file, modifiedMs: 8.64e15 + 1 },
    { type: 'from', offset: 0.5 },
    { type: 'from', offset: Number.POSITIVE_INFINITY },
    { type: 'have', offset: 0, sha256: '' },
    { type: 'end', sha256: sha256.toUpperCase() },
    { type: 'end', sha256: `${sha256}\n` },
    { type: 'receipt', bytes: -1, sha256 },
  ];
  for (const message of invalid) {
    it(`rejects ${Object.values(message).join(' ')}`, () => {
      assert.throws(() => encodeFramedMessage(message), RangeError);
    });
  }
});

describe('dataHeader', () => {
  it('declares 1 byte to 1 MiB, nothing else', () => {
    assert.equal(text(dataHeader(1)), '{"type":"data","bytes":1}\n');
    assert.equal(text(dataHeader(framedLimits.dataBytes)), '{"type":"data","bytes":1048576}\n');
    for (const bytes of [0, -1, 0.5, Number.NaN, framedLimits.dataBytes + 1]) {
      assert.throws(() => dataHeader(bytes), RangeError);
    }
  });
});
