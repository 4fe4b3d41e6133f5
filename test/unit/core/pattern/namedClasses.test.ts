import assert from 'node:assert/strict';
import { RE2JS } from 're2js';
import type { ByteSet } from '../../../../src/core/pattern/byteSet.ts';
import { perlClass, posixClass } from '../../../../src/core/pattern/namedClasses.ts';

const bytes = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code));
const posixNames = 'alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit'.split(' ');

/** The characters that match a class in RE2 syntax. */
const members = (source: string | undefined) =>
  bytes.filter(byte => source !== undefined && RE2JS.compile(source).matches(byte)).join('');
const same = (set: ByteSet | undefined, source: string) => assert.equal(members(set?.source), members(source), source);

describe('a named class', () => {
  for (const name of posixNames) {
    it(`is RE2’s own, and the complement if negated: [:${name}:]`, () => {
      same(posixClass(name, false), `[[:${name}:]]`);
      same(posixClass(`^${name}`, false), `[[:^${name}:]]`);
    });
  }

  for (const letter of ['d', 'D', 's', 'S', 'w', 'W']) {
    it(`is RE2’s own: \\${letter}`, () => same(perlClass(letter, false), `\\${letter}`));
  }

  it('has both cases if folded, before it is negated', () => {
    same(posixClass('lower', true), '[A-Za-z]');
    same(posixClass('^upper', true), '[^A-Za-z]');
    same(posixClass('xdigit', true), '[0-9A-Fa-f]');
  });

  it('is undefined for an unknown name', () => {
    for (const name of ['letters', '^letters', '']) assert.equal(posixClass(name, false), undefined);
    assert.equal(perlClass('x', false), undefined);
  });
});
