import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { type Asker, askUser, notifyUser, runAsAsker } from '../../../../src/client/callers/askers.ts';

describe('the asker', () => {
  const questions: unknown[] = [];
  let calls: object[];
  const asker: Asker = {
    ask: async (call, question) => {
      calls.push(call);
      return question();
    },
    notify: () => false,
  };
  const question = async () => 'answer';

  beforeEach(() => {
    calls = [];
    questions.length = 0;
  });

  it('is undefined outside a call', async () => {
    assert.equal(await askUser(question), 'answer');
    assert.deepEqual(calls, []);
  });

  it('is the call’s own, with the same call for all its questions', async () => {
    const call = () =>
      runAsAsker(asker, async () => {
        await askUser(question);
        await new Promise(setImmediate);
        return askUser(question);
      });
    assert.equal(await call(), 'answer');
    await call();
    const [first, second, other] = calls;
    assert.equal(calls.length, 4);
    assert.equal(first, second);
    assert.notEqual(first, other);
  });

  it('is undefined for work that a call left behind', async () => {
    const later = Promise.withResolvers<void>();
    let asking: Promise<string> | undefined;
    await runAsAsker(asker, async () => {
      asking = later.promise.then(() => askUser(question));
    });
    later.resolve();
    assert.equal(await asking, 'answer');
    assert.deepEqual(calls, []);
  });

  it('may refuse', async () => {
    const refusing: Asker = { ...asker, ask: () => Promise.reject(new RangeError('not now')) };
    await assert.rejects(
      runAsAsker(refusing, () => askUser(question)),
      { message: 'not now' },
    );
  });

  it('may refuse notices of the call, but not those of others', async () => {
    let shown = 0;
    const show = async () => void shown++;
    assert.equal(await runAsAsker(asker, async () => notifyUser(show)), false);
    assert.equal(shown, 0);
    let later: (() => boolean) | undefined;
    await runAsAsker(asker, async () => {
      const runs = AsyncLocalStorage.snapshot();
      later = () => runs(() => notifyUser(show));
    });
    assert.deepEqual([notifyUser(show), later?.()], [true, true]);
    assert.equal(shown, 2);
  });
});
