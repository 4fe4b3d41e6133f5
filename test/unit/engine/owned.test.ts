import assert from 'node:assert/strict';
import type { EngineRecord } from '../../../src/core/diagnostics/engineLogEvents.ts';
import { SocketError } from '../../../src/core/socketError.ts';
import { onEngineRecord } from '../../../src/engine/engineLog.ts';
import { everyStep, owned, settling, startOwned } from '../../../src/engine/owned.ts';
import { paramsOf } from '../../support/paramsOf.ts';

describe('a callback with an owner', () => {
  const place = 'streamTransport.data';
  let failures: SocketError[];
  let records: EngineRecord[];
  let stop: () => void;
  const owner = { failed: (failure: SocketError) => void failures.push(failure) };

  beforeEach(() => {
    failures = [];
    records = [];
    stop = onEngineRecord(record => records.push(record));
  });
  afterEach(() => stop());

  it('is called with its arguments', () => {
    const calls: unknown[] = [];
    owned(owner, place, (...args: unknown[]) => calls.push(args))(1, 'two');
    assert.deepEqual([calls, failures, records], [[[1, 'two']], [], []]);
  });

  it('fails its owner when it throws, and is logged with its stack', () => {
    owned(owner, place, function guilty() {
      throw new TypeError('broken');
    })();
    assert.deepEqual(
      failures.map(({ code, params }) => [code, params]),
      [['INTERNAL_ERROR', { detail: 'TypeError: broken' }]],
    );
    const [{ level, code, facts, error } = assert.fail('nothing was logged')] = records;
    assert.deepEqual([level, code, facts, error?.name], ['error', 'callbackFailed', { place }, 'TypeError']);
    assert.match(error?.stack ?? '', /at .*guilty/);
  });

  it('is logged with its stack even if it throws an error that callers expect', () => {
    owned(owner, place, function guilty() {
      throw new SocketError('STREAM_ENDED');
    })();
    assert.match(records[0]?.error?.stack ?? '', /STREAM_ENDED[\s\S]*at .*guilty/);
  });

  it('fails its owner for any thrown value', () => {
    const unprintable = Object.create(null);
    for (const thrown of ['text', undefined, unprintable])
      owned(owner, place, () => {
        throw thrown;
      })();
    assert.deepEqual(
      failures.map(failure => paramsOf(failure).detail),
      ['NotAnError: text', 'NotAnError: undefined', 'NotAnError: object'],
    );
  });

  it('fails its owner when its promise is rejected', async () => {
    const failed = Promise.withResolvers<SocketError>();
    startOwned({ failed: failed.resolve }, place, async () => {
      await undefined;
      throw new Error('late');
    });
    assert.equal(paramsOf(await failed.promise).detail, 'Error: late');
  });

  it('doesn’t fail its owner again if that throws, too', () => {
    let times = 0;
    const failed = () => {
      times++;
      throw new Error('can’t close');
    };
    owned({ failed }, place, () => {
      throw new Error('broken');
    })();
    assert.equal(times, 1);
    assert.deepEqual(
      records.map(({ error }) => error?.message),
      ['broken', 'can’t close'],
    );
  });

  it('settles other waiting callers first, and then fails its owner', async () => {
    const work = settling(owner, place, () => {
      throw new Error('at once');
    });
    assert.deepEqual(failures, []);
    await work;
    assert.equal(failures.length, 1);
  });
});

describe('running every step', () => {
  it('continues after a step that throws, and throws the first error', () => {
    const taken: number[] = [];
    const step = (number: number, error?: Error) => () => {
      taken.push(number);
      if (error) throw error;
    };
    const [first, second] = [new Error('first'), new Error('second')];
    assert.throws(() => everyStep(step(1), step(2, first), step(3, second), step(4)), first);
    assert.deepEqual(taken, [1, 2, 3, 4]);
  });
});
