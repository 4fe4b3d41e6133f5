import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatBase64, parseBase64 } from '../../../../src/core/bytes/base64.ts';

describe('base64', () => {
  it('reads both alphabets, white space, missing padding', () => {
    for (const text of ['++//', '--__', ' +\n+ // ']) assert.deepEqual([...parseBase64(text)], [251, 239, 255], text);
    assert.deepEqual([...parseBase64('SGk')], [72, 105]);
  });

  it('names the place of what does not belong', () => {
    assert.throws(() => parseBase64('SG*k'), {
      name: 'RangeError',
      message: '"*" at character 3 isn’t valid base64',
    });
    assert.throws(() => parseBase64('SGk=x'), /character 4/);
    assert.throws(() => parseBase64('SG😀k'), { message: '"😀" at character 3 isn’t valid base64' });
    for (const text of ['SG\u212ak', 'SG\u017fk']) assert.throws(() => parseBase64(text), /character 3/);
    assert.throws(() => parseBase64('SGkxx'), /last byte is incomplete/);
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20_000 }), bytes =>
        assert.deepEqual(parseBase64(formatBase64(bytes)), bytes),
      ),
    );
  });
});
