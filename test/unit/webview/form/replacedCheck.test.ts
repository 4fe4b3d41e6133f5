import assert from 'node:assert/strict';
import { SocketError } from '../../../../src/core/socketError.ts';
import { isReplaced, nothingIfReplaced } from '../../../../webview/form/replacedCheck.ts';

describe('a check that a newer one has replaced', () => {
  it('is distinguished from a failed one', () => {
    assert.equal(nothingIfReplaced(new SocketError('CANCELLED')), undefined);
    const failure = new SocketError('NO_ENDPOINT', { endpoint: 'gone' });
    assert.equal(isReplaced(failure), false);
    assert.throws(() => nothingIfReplaced(failure), failure);
  });
});
