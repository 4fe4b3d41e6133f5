import assert from 'node:assert/strict';
import { decodeSocketMessage, encodeSocketMessage } from '../../../../src/core/camera/socketMessage.ts';

describe('a socket message', () => {
  it('is text without bytes, and binary with them', () => {
    assert.equal(encodeSocketMessage({ a: [1] }), '{"a":[1]}');
    assert.ok(encodeSocketMessage({ a: new Uint8Array(0) }) instanceof Uint8Array);
  });

  for (const length of [0, 1, 3, 100_000]) {
    it(`round-trips with ${length} bytes, at any offset`, () => {
      const bytes = Uint8Array.from({ length }, (_, at) => at % 251);
      const message = { t: 'q', a: [{ name: 'Größe', picture: { bytes } }], i: 7 };
      assert.deepEqual(decodeSocketMessage(encodeSocketMessage(message)), message);
    });
  }

  it('delivers its bytes in their own buffer, even from a larger one', () => {
    const encoded = encodeSocketMessage({ bytes: new Uint8Array([1, 2, 3]) }) as Uint8Array;
    const larger = new Uint8Array(encoded.length + 10);
    larger.set(encoded, 5);
    const { bytes } = decodeSocketMessage(larger.subarray(5, 5 + encoded.length)) as { bytes: Uint8Array };
    assert.deepEqual(bytes, new Uint8Array([1, 2, 3]));
    assert.equal(bytes.buffer.byteLength, 3);
  });

  it('can contain bytes once', () => {
    assert.throws(() => encodeSocketMessage([new Uint8Array(1), new Uint8Array(1)]), RangeError);
  });

  it('pollutes nothing', () => {
    const bytes = new TextEncoder().encode('{"__proto__":{"polluted":1},"a":{"$bytes":1}}');
    const encoded = new Uint8Array(4 + bytes.length);
    new DataView(encoded.buffer).setUint32(0, bytes.length, true);
    encoded.set(bytes, 4);
    const { a } = decodeSocketMessage(encoded) as { a: Uint8Array };
    assert.ok(a instanceof Uint8Array);
    assert.equal(({} as { polluted?: number }).polluted, undefined);
  });

  it('is rejected if truncated anywhere in its header', () => {
    const encoded = encodeSocketMessage({ name: 'x', bytes: new Uint8Array([9]) }) as Uint8Array;
    for (let length = 0; length < encoded.length - 1; length++) {
      assert.throws(() => decodeSocketMessage(encoded.subarray(0, length)), `${length} bytes`);
    }
  });
});
