import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { PacedWork } from '../../../../src/client/page/pacedWork.ts';
import { fakeTimers } from '../../../support/fakeTimers.ts';

const canceled = { code: 'CANCELLED' };

describe('paced work', () => {
  fakeTimers();
  let nowMs: number;
  let done: string[];
  let work: PacedWork;

  beforeEach(() => {
    nowMs = 0;
    done = [];
    work = new PacedWork(() => nowMs);
  });

  /** Work that takes a while. */
  const run = (kind: string, name: string, tookMs = 100) =>
    work.run(kind, () => {
      nowMs += tookMs;
      done.push(name);
      return name;
    });
  const passed = async (ms: number) => {
    mock.timers.tick(ms);
    await setImmediate();
  };

  it('runs at once, and the next item after a pause three times as long', async () => {
    assert.equal(await run('check', 'first'), 'first');
    const second = run('check', 'second');
    await passed(299);
    assert.deepEqual(done, ['first']);
    await passed(1);
    assert.equal(await second, 'second');
    await passed(300);
    assert.equal(await run('check', 'third'), 'third');
  });

  it('is replaced while waiting by newer work of its kind, which keeps its own position', async () => {
    await run('check', 'first');
    const replaced = run('check', 'second');
    const other = run('try', 'other');
    const newest = run('check', 'third');
    await assert.rejects(replaced, canceled);
    await passed(300);
    assert.equal(await other, 'other');
    await passed(300);
    assert.equal(await newest, 'third');
    assert.deepEqual(done, ['first', 'other', 'third']);
  });

  it('continues after work that throws', async () => {
    const failing = work.run('check', () => {
      throw new RangeError('no');
    });
    await assert.rejects(failing, { message: 'no' });
    await passed(1);
    assert.equal(await run('check', 'next'), 'next');
  });

  it('is canceled while waiting if its page is gone, and the next page still waits for the pause', async () => {
    await run('check', 'first');
    const waiting = run('check', 'second');
    work.forget();
    await assert.rejects(waiting, canceled);
    const next = run('check', 'next');
    await passed(299);
    assert.deepEqual(done, ['first']);
    await passed(1);
    assert.equal(await next, 'next');
  });
});
