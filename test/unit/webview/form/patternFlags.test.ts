import assert from 'node:assert/strict';
import { withFlag } from '../../../../webview/form/patternFlags.ts';

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
});
