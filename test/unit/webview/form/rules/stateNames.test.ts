import assert from 'node:assert/strict';
import { stateNames } from '../../../../../webview/form/rules/stateNames.ts';

describe('the states of rules', () => {
  it('are those that rules apply in or go to, once each, with a name', () => {
    const when = { text: 'a' };
    assert.deepEqual(
      stateNames([
        { when, goTo: 'b' },
        { when, state: 'a', goTo: 'b' },
        { when, state: '' },
      ]),
      ['b', 'a'],
    );
  });
});
