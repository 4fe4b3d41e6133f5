import assert from 'node:assert/strict';
import { type Literal, LiteralConditions } from '../../../src/core/literalConditions.ts';
import { Dice } from '../../soak/dice.ts';

const ofText = (text: string): Literal => [...Buffer.from(text)];

function indexOf(literals: readonly Literal[]): LiteralConditions {
  const index = new LiteralConditions();
  for (const [rule, literal] of literals.entries()) index.add(rule, literal);
  return index;
}

/** The naive way: one after the other. */
function firstOf(literals: readonly Literal[], frame: Uint8Array): number | undefined {
  const accepts = (literal: Literal) =>
    literal.length === frame.length && literal.every((byte, at) => byte === undefined || byte === frame[at]);
  const found = literals.findIndex(accepts);
  return found < 0 ? undefined : found;
}

describe('the index of literal texts and hex', () => {
  it('finds the same first rule as comparing one after the other', () => {
    const dice = new Dice(15);
    // Few distinct bytes and short literals, so that most frames match several.
    const byte = () => dice.number(3);
    let found = 0;
    for (let round = 0; round < 300; round++) {
      const literals = Array.from({ length: dice.number(20) }, () =>
        Array.from({ length: dice.number(5) }, () => (dice.oneIn(6) ? undefined : byte())),
      );
      const index = indexOf(literals);
      for (let at = 0; at < 30; at++) {
        const frame = Uint8Array.from({ length: dice.number(6) }, byte);
        const expected = firstOf(literals, frame);
        assert.equal(index.firstRule(frame), expected, `[${frame}] among ${JSON.stringify(literals)}`);
        if (expected !== undefined) found++;
      }
    }
    assert.ok(found > 1000, `only ${found} frames were found`);
  });

  it('distinguishes literals with colliding hashes', () => {
    // Their FNV-1a hashes are equal.
    const literals = ['declinate', 'macallums'].map(ofText);
    const index = indexOf(literals);
    for (const [rule, literal] of literals.entries())
      assert.equal(index.firstRule(Uint8Array.from(literal, byte => byte ?? 0)), rule);
  });

  it('matches the empty frame only for an empty text', () => {
    assert.equal(indexOf([ofText('a')]).firstRule(new Uint8Array()), undefined);
    assert.equal(indexOf([ofText('a'), []]).firstRule(new Uint8Array()), 1);
  });

  it('compares few literals, however many there are', () => {
    let reads = 0;
    const counted = (text: string): Literal =>
      new Proxy(ofText(text), {
        get: (target, key, receiver) => {
          if (typeof key === 'string' && /^\d+$/.test(key)) reads++;
          return Reflect.get(target, key, receiver);
        },
      });
    const index = indexOf(Array.from({ length: 1000 }, (_, rule) => counted(`message ${1000 + rule}`)));
    reads = 0;
    assert.equal(index.firstRule(Buffer.from('message 1999')), 999);
    assert.equal(index.firstRule(Buffer.from('message none')), undefined);
    assert.ok(reads < 50, `${reads} bytes of literals were read`);
  });
});
