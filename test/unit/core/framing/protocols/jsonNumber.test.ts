import assert from 'node:assert/strict';
import fc from 'fast-check';
import { JsonNumber, kindOf } from '../../../../../src/core/framing/protocols/jsonNumber.ts';

function isNumber(text: string): boolean {
  const number = new JsonNumber();
  return Array.from(text).every(character => number.take(character.charCodeAt(0))) && number.isComplete;
}

describe('a JSON number', () => {
  it('is what JSON.parse takes for one', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'0019-+.eE')), parts => {
        const text = parts.join('');
        let parsed: unknown;
        try {
          parsed = JSON.parse(text);
        } catch {
          // Not a number.
        }
        assert.equal(isNumber(text), typeof parsed === 'number', text);
      }),
      { numRuns: 1000 },
    );
  });

  it('can be read again after a reset', () => {
    const number = new JsonNumber();
    number.take(0x30);
    assert.ok(!number.take(0x30));
    number.reset();
    assert.ok(!number.isComplete);
    assert.ok(number.take(0x30));
  });

  it('has only bytes of these kinds', () => {
    const bytes = Array.from({ length: 256 }, (_, byte) => byte).filter(byte => kindOf(byte) !== undefined);
    assert.equal(String.fromCharCode(...bytes), '+-.0123456789Ee');
  });
});
