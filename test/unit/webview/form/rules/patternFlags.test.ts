import assert from 'node:assert/strict';
import { patternHelp, withFlag } from '../../../../../webview/form/rules/patternFlags.ts';
import { textOf } from '../../../../support/templates.ts';

describe('pattern flags', () => {
  it('are set and removed individually, in a fixed order', () => {
    assert.equal(withFlag(undefined, 'u', true), 'u');
    assert.equal(withFlag('u', 'i', true), 'iu');
    assert.equal(withFlag('ui', 's', true), 'isu');
    assert.equal(withFlag('imsu', 'm', false), 'isu');
    assert.equal(withFlag('i', 'i', true), 'i');
  });

  it('are undefined once the last one is removed', () => assert.equal(withFlag('i', 'i', false), undefined));

  it('lose unknown flags', () => assert.equal(withFlag('gi', 'u', true), 'iu'));

  it('are explained with examples of bytes', () => {
    assert.equal(
      textOf(patternHelp('help')),
      'Patterns match bytes, not characters: a dot is any single byte, \\xff is the byte ff, and é is two bytes in UTF-8 (c3 a9). With the u flag, and always in UTF-16, patterns match characters instead.',
    );
  });
});
