import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatBase64, parseBase64 } from '../../../../src/core/bytes/base64.ts';

describe('base64', () => {
  it('reads both alphabets, white space and missing padding', () => {
    for (const text of ['++//', '--__', ' +\n+ // ']) assert.deepEqual([...parseBase64(text)], [251, 239, 255], text);
    assert.deepEqual([...parseBase64('SGk')], [72, 105]);
  });

  it('reports the position of an invalid character', () => {
    assert.throws(() => parseBase64('SG*k'), {
      name: 'RangeError',
      message: '"*" at character 3 isn’t valid base64',
    });
    assert.throws(() => parseBase64('SGk=x'), /character 4/);
    assert.throws(() => parseBase64('SG😀k'), { message: '"😀" at character 3 isn’t valid base64' });
    for (const text of ['SG\u212ak', 'SG\u017fk']) assert.throws(() => parseBase64(text), /character 3/);
    assert.throws(() => parseBase64('SGkxx'), /last byte is incomplete/);
  });

  it('reads the same as the platform, with white space and without padding', () => {
    const unit = fc.constantFrom(...'AZaz09+/ \n\t\u00a0');
    fc.assert(
      fc.property(fc.array(unit), fc.constantFrom('', '=', '==', ' = = '), (units, end) => {
        const text = units.join('');
        const digits = text.replace(/\s/g, '');
        if (digits.length % 4 === 1) assert.throws(() => parseBase64(text + end), /last byte is incomplete/);
        else assert.deepEqual(Buffer.from(parseBase64(text + end)), Buffer.from(digits, 'base64'));
      }),
    );
  });

  it('rejects any other character at its position, and reads nothing', () => {
    for (const [text, wrong, at] of [
      ['AA=A', '=', 3],
      ['AAé=', 'é', 3],
      ['A 😀', '😀', 3],
      ['AAA\u0100', '\u0100', 4],
    ])
      assert.throws(() => parseBase64(String(text)), { message: `"${wrong}" at character ${at} isn’t valid base64` });
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20_000 }), bytes =>
        assert.deepEqual(parseBase64(formatBase64(bytes)), bytes),
      ),
    );
  });
});
