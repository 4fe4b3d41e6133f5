import assert from 'node:assert/strict';
import { byUser, type SavedChange, writeAgreed } from '../../../../src/host/saved/agreedChange.ts';
import { readScope } from '../../../../src/host/saved/savedScopes.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';

describe('a change of the saved endpoints', () => {
  freshVscode();
  const user = { type: 'user' } as const;
  const added = (list: readonly unknown[]) => [...list, 'new'];

  it('is written once confirmed, in the list as it is by then', async () => {
    settings.set('portside.endpoints', ['old']);
    const seen: SavedChange[] = [];
    const answer = Promise.withResolvers<void>();
    const writing = writeAgreed(user, added, change => {
      seen.push(change);
      return answer.promise;
    });
    assert.deepEqual(seen, [{ before: ['old'], after: ['old', 'new'] }]);
    settings.set('portside.endpoints', ['old', 'meanwhile']);
    answer.resolve();
    await writing;
    assert.deepEqual(readScope(user), ['old', 'meanwhile', 'new']);
  });

  it('isn’t written otherwise', async () => {
    await assert.rejects(
      writeAgreed(user, added, () => Promise.reject(new RangeError('no'))),
      { message: 'no' },
    );
    assert.equal(readScope(user), undefined);
    await writeAgreed(user, added, byUser);
    assert.deepEqual(readScope(user), ['new']);
  });
});
