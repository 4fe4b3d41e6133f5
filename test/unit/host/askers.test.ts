import assert from 'node:assert/strict';
import { type Asker, asked, askingFor } from '../../../src/host/askers.ts';

describe('who asks the user', () => {
  const questions: unknown[] = [];
  let calls: object[];
  const asker: Asker = {
    ask: async (call, question) => {
      calls.push(call);
      return question();
    },
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
    const refusing: Asker = { ask: () => Promise.reject(new RangeError('not now')) };
    await assert.rejects(
      askingFor(refusing, () => asked(question)),
      { message: 'not now' },
    );
  });
});
