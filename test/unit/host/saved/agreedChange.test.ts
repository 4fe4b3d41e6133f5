import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
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

  it('is agreed to again if it would change something else by then', async () => {
    settings.set('portside.endpoints', ['old', 'last']);
    const withoutLast = (list: readonly unknown[]) => list.slice(0, -1);
    const answers = [Promise.withResolvers<void>(), Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const seen: SavedChange[] = [];
    const writing = writeAgreed(user, withoutLast, change => answers[seen.push(change) - 1]?.promise ?? assert.fail());
    settings.set('portside.endpoints', ['old', 'precious']);
    answers[0]?.resolve();
    await setImmediate();
    assert.deepEqual(seen.at(-1), { before: ['old', 'precious'], after: ['old'] });
    settings.set('portside.endpoints', ['added', 'old', 'precious']);
    answers[1]?.resolve();
    await writing;
    assert.equal(seen.length, 2, 'an entry that stays makes no difference');
    assert.deepEqual(readScope(user), ['added', 'old']);
  });

  it('isn’t written if it became impossible', async () => {
    settings.set('portside.endpoints', ['old']);
    const once = (list: readonly unknown[]) => {
      if (list.length === 0) throw new RangeError('gone');
      return [];
    };
    const writing = writeAgreed(user, once, async () => settings.set('portside.endpoints', []));
    await assert.rejects(writing, { message: 'gone' });
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
