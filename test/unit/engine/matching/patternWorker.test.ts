import assert from 'node:assert/strict';
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FromPatternThread, PatternJob } from '../../../../src/engine/matching/patternJobs.ts';
import { root } from '../../../support/paths.ts';

const bytes = (text: string, encoding: BufferEncoding = 'utf8') => new Uint8Array(Buffer.from(text, encoding));

describe('the pattern worker', () => {
  let worker: Worker;
  let id = 0;

  before(() => {
    worker = new Worker(join(root, 'src/engine/matching/patternWorker.ts'));
  });
  after(() => worker.terminate());

  /** Its messages when it starts a job, and its result. */
  async function run(job: PatternJob): Promise<FromPatternThread> {
    worker.postMessage({ id: ++id, job });
    const [started] = await once(worker, 'message');
    assert.deepEqual(started, { id, started: true });
    const [messages] = await once(worker, 'message');
    assert.equal(messages.id, id);
    return messages;
  }
  const match = async (
    source: string,
    frame: Uint8Array,
    more: Partial<Extract<PatternJob, { kind: 'match' }>['pattern']> = {},
  ) => {
    const messages = await run({
      kind: 'match',
      pattern: { source, flags: '', encoding: 'utf8', ...more },
      bytes: frame,
    });
    return 'result' in messages ? messages.result : messages;
  };

  it('returns groups as offsets in the frame, even inside larger memory', async () => {
    const found = { groups: [[2, 5], [3, 4], undefined], named: { one: [3, 4] } };
    assert.deepEqual(await match('b(?P<one>.)d(x)?', bytes('aabcd')), found);
    const memory = bytes('----aabcd----');
    assert.deepEqual(await match('b(?P<one>.)d(x)?', memory.subarray(4, 9)), found);
    assert.equal(await match('z', bytes('a')), undefined);
  });

  it('distinguishes flags and encodings of the same pattern', async () => {
    assert.equal(await match('é', bytes('É')), undefined);
    assert.ok(await match('é', bytes('É'), { flags: 'i' }));
    assert.equal(await match('é', bytes('é', 'latin1')), undefined);
    assert.ok(await match('é', bytes('é', 'latin1'), { encoding: 'latin1' }));
    assert.ok(await match('^é$', bytes('é', 'utf16le'), { encoding: 'utf16le' }));
  });

  it('distinguishes patterns and searches of the same text, and still matches those it has dropped', async () => {
    for (let round = 0; round < 2; round++) {
      for (let at = 0; at < 33; at++) assert.ok(await match(`^${at}$`, bytes(`${at}`)));
      const search = { search: { text: '1' }, encoding: 'utf8', bytes: bytes('a1b1') } as const;
      assert.deepEqual(await run({ kind: 'test', ...search }), { id, result: true });
      const ranges = await run({ kind: 'ranges', ...search, limit: 1 });
      assert.deepEqual(ranges, { id, result: [[1, 2]] });
    }
  });

  it('reports with a stack what is wrong with a pattern, and runs the next', async () => {
    const messages = await match('(', bytes('a'));
    assert.match((messages as { problem: string }).problem, /regular expression[\s\S]*at /);
    assert.ok(await match('a', bytes('a')));
  });
});
