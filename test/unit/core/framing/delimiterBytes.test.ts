import assert from 'node:assert/strict';
import { delimiterBytes } from '../../../../src/core/framing/delimiterBytes.ts';

describe('delimiter bytes', () => {
  it('are those of the text as UTF-8, or of the hex', () => {
    assert.deepEqual([...delimiterBytes('é\n')], [0xc3, 0xa9, 10]);
    assert.deepEqual([...delimiterBytes({ hex: '0d 0a' })], [13, 10]);
  });

  it('number 1 to 64', () => {
    assert.equal(delimiterBytes('x').length, 1);
    assert.equal(delimiterBytes('é'.repeat(32)).length, 64);
    assert.throws(() => delimiterBytes(''), {
      name: 'RangeError',
      message: 'a delimiter must be 1 to 64 bytes long, not 0',
    });
    assert.throws(() => delimiterBytes({ hex: '' }), /not 0$/);
    assert.throws(() => delimiterBytes('x'.repeat(65)), /not 65$/);
    assert.throws(() => delimiterBytes(`${'é'.repeat(32)}x`), /not 65$/);
  });

  it('are rejected if they aren’t hex', () => {
    assert.throws(() => delimiterBytes({ hex: '0g' }), { name: 'RangeError', message: /"0g" at character 1/ });
  });
});
