import assert from 'node:assert/strict';
import { listInSentence } from '../../../../src/host/shown/listInSentence.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

describe('names in a sentence', () => {
  freshVscode();

  it('are listed according to the language of the sentence', () => {
    assert.deepEqual([['a'], ['a', 'b'], ['a', 'b', 'c']].map(listInSentence), ['a', 'a and b', 'a, b, and c']);
    workbenchState.state.language = 'de';
    assert.equal(listInSentence(['a', 'b', 'c']), 'a, b, and c', 'no translation');
    workbenchState.state.bundle = {};
    assert.equal(listInSentence(['a', 'b', 'c']), 'a, b und c');
  });
});
