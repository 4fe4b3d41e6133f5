import assert from 'node:assert/strict';
import { Dismissed } from '../../../src/client/dismissed.ts';
import { onUnawaitedFailure, unawaited } from '../../../src/client/unawaited.ts';

describe('an unawaited promise', () => {
  it('reports its rejection unless the user dismissed a question', async () => {
    const failures: unknown[] = [];
    const watching = onUnawaitedFailure(error => failures.push(error));
    const error = new Error('forgotten');
    unawaited(Promise.reject(new Dismissed()));
    unawaited(Promise.resolve());
    unawaited(Promise.reject(error));
    await new Promise(setImmediate);
    assert.deepEqual(failures, [error]);
    watching.dispose();
  });
});
