import assert from 'node:assert/strict';
import { joined, phrase, verbatim } from '../../../../src/core/phrase.ts';
import { translated } from '../../../../src/host/shown/translated.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

describe('a phrase in VS Code', () => {
  freshVscode();

  it('is in the user’s language, with everything that it contains', () => {
    workbenchState.state.bundle = { '{0} in {1}': 'in {1}: {0}', 'no {0}': 'kein {0}' };
    const reason = phrase('{0} in {1}', phrase('no {0}', 'port'), 7);
    assert.equal(translated(reason), 'in 7: kein port');
    assert.equal(translated(joined([reason, verbatim('no {0}')], '; ')), 'in 7: kein port; no {0}');
  });

  it('is English where there is no translation', () => {
    assert.equal(translated(phrase('no {0}', 'port')), 'no port');
  });
});
