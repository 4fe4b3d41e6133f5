import assert from 'node:assert/strict';
import { storedItems, storedText, storedTexts } from '../../../src/host/stored.ts';
import { fakeMemento } from '../../support/fakeMemento.ts';

describe('stored state of an earlier window', () => {
  const stored = (value: unknown) => fakeMemento(new Map([['key', value]]));

  it('is read if it has this version’s form', () => {
    assert.deepEqual(storedItems(stored([1, 'a']), 'key'), [1, 'a']);
    assert.deepEqual(storedTexts(stored(['a', 'b']), 'key'), ['a', 'b']);
    assert.equal(storedText(stored('a'), 'key'), 'a');
  });

  it('is ignored in any other form', () => {
    for (const value of [undefined, null, 7, true, {}, { length: 1, 0: 'a' }]) {
      assert.deepEqual(storedItems(stored(value), 'key'), []);
      assert.deepEqual(storedTexts(stored(value), 'key'), []);
      assert.equal(storedText(stored(value), 'key'), undefined);
    }
    assert.deepEqual(storedTexts(stored('text'), 'key'), []);
    assert.deepEqual(storedTexts(stored([1, 'a', null, ['b']]), 'key'), ['a']);
    assert.equal(storedText(stored(['a']), 'key'), undefined);
  });
});
