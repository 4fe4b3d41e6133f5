import assert from 'node:assert/strict';
import { configWarnings } from '../../../../src/host/api/configWarnings.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

describe('config warnings', () => {
  freshVscode();

  const config = { kind: 'udp', address: ':0', greating: 'hi' };

  it('name keys that no endpoint has', () => {
    assert.deepEqual(configWarnings({ kind: 'udp', address: ':0' }), []);
    assert.deepEqual(configWarnings(config), [{ path: 'greating', message: 'unknown key; did you mean greeting?' }]);
  });

  it('are in the user’s language', () => {
    workbenchState.state.bundle = { 'unknown key; did you mean {0}?': 'meintest du {0}?' };
    assert.equal(configWarnings(config)[0]?.message, 'meintest du greeting?');
  });
});
