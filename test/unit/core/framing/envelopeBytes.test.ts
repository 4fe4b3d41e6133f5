import assert from 'node:assert/strict';
import { envelopeBytes, lengthEndBytes } from '../../../../src/core/framing/envelopeBytes.ts';

describe('the bytes of an envelope', () => {
  it('are text in UTF-8, or hex', () => {
    assert.deepEqual([...envelopeBytes('é')], [0xc3, 0xa9]);
    assert.deepEqual([...envelopeBytes({ hex: '0d 0a' })], [13, 10]);
  });

  it('are 1 to 64 bytes', () => {
    assert.equal(envelopeBytes('x'.repeat(64)).length, 64);
    assert.throws(() => envelopeBytes('x'.repeat(65)), /1 to 64 bytes long, not 65/);
    assert.throws(() => envelopeBytes(`${'é'.repeat(32)}x`), /not 65$/);
    for (const none of ['', { hex: '' }]) assert.throws(() => envelopeBytes(none), /1 to 64 bytes long, not 0/);
    assert.throws(() => envelopeBytes({ hex: '0g' }), { name: 'RangeError', message: /"0g" at character 1/ });
  });

  it('begin with no digit if they end a decimal length', () => {
    for (const digits of ['0', '9:', { hex: '35' }]) assert.throws(() => lengthEndBytes(digits), /begin with a digit/);
    for (const end of ['/', ':', ' 1', { hex: 'ff' }]) assert.deepEqual(lengthEndBytes(end), envelopeBytes(end));
  });
});
