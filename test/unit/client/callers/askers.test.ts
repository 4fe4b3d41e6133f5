import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { type Asker, asked, askingFor, notified } from '../../../../src/client/callers/askers.ts';

describe('who asks the user', () => {
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

  it('is nobody outside of a call', async () => {
    assert.equal(await asked(question), 'answer');
    assert.deepEqual(calls, []);
  });

  it('is the asker of the call, the same call for all of its questions', async () => {
    const call = () =>
      askingFor(asker, async () => {
        await asked(question);
        await new Promise(setImmediate);
        return asked(question);
      });
    assert.equal(await call(), 'answer');
    await call();
    const [first, second, other] = calls;
    assert.equal(calls.length, 4);
    assert.equal(first, second);
    assert.notEqual(first, other);
  });

  it('is nobody for what a call has left behind', async () => {
    const later = Promise.withResolvers<void>();
    let asking: Promise<string> | undefined;
    await askingFor(asker, async () => {
      asking = later.promise.then(() => asked(question));
    });
    later.resolve();
    assert.equal(await asking, 'answer');
    assert.deepEqual(calls, []);
  });

  it('may refuse', async () => {
    const refusing: Asker = { ...asker, ask: () => Promise.reject(new RangeError('not now')) };
    await assert.rejects(
      askingFor(refusing, () => asked(question)),
      { message: 'not now' },
    );
  });

  it('may refuse a notice of the call, but not those of others', async () => {
    let shown = 0;
    const show = async () => void shown++;
    assert.equal(await askingFor(asker, async () => notified(show)), false);
    assert.equal(shown, 0);
    let later: (() => boolean) | undefined;
    await askingFor(asker, async () => {
      const runs = AsyncLocalStorage.snapshot();
      later = () => runs(() => notified(show));
    });
    assert.deepEqual([notified(show), later?.()], [true, true]);
    assert.equal(shown, 2);
  });
});
