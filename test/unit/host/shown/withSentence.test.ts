import assert from 'node:assert/strict';
import { SocketError } from '../../../../src/core/socketError.ts';
import { withSentence } from '../../../../src/host/shown/withSentence.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

describe('an error for external callers', () => {
  freshVscode();

  it('keeps its code and parameters, and has a sentence in the user’s language', () => {
    workbenchState.state.bundle = { 'The connection to {0} was lost.': 'Die Verbindung zu {0} ging verloren.' };
    const lost = new SocketError('CONNECTION_LOST', { address: 'a:1' });
    const error = withSentence(lost);
    assert.ok(error instanceof SocketError);
    assert.equal(error.message, 'Die Verbindung zu a:1 ging verloren.');
    assert.deepEqual([error.failure, error.cause], [lost.failure, lost]);
  });

  it('has the system error as its cause, if any', () => {
    const cause = Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE' });
    const error = withSentence(SocketError.from(cause, 'listen', 'tcp://127.0.0.1:9'));
    assert.ok(error instanceof SocketError && error.cause === cause);
    assert.equal(error.message, 'Cannot listen on 127.0.0.1:9: address already in use');
  });

  it('is unchanged if it is another error', () => {
    const error = new TypeError('no');
    assert.equal(withSentence(error), error);
  });
});
