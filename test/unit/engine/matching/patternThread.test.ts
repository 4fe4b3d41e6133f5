import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mock } from 'node:test';
import { Worker } from 'node:worker_threads';
import type { PatternJob } from '../../../../src/engine/matching/patternJobs.ts';
import { PatternThread, PatternTimeout } from '../../../../src/engine/matching/patternThread.ts';
import { hastenSlowPattern, slowBytes, slowPattern } from '../../../support/slowPattern.ts';
import { watchThreadMemory } from '../../../support/threadMemory.ts';

const matchJob = (source: string, bytes: Uint8Array): PatternJob & { kind: 'match' } => ({
  kind: 'match',
  pattern: { source, flags: '', encoding: 'utf8' },
  bytes,
});
const neverAborted = () => new AbortController().signal;

describe('the pattern thread', () => {
  /** For tests that don't terminate the thread. */
  const shared = new PatternThread();
  const threads: PatternThread[] = [];

  afterEach(async () => {
    mock.restoreAll();
    await Promise.all(threads.splice(0).map(thread => thread.stop()));
  });

  after(() => shared.stop());

  function newThread(...options: ConstructorParameters<typeof PatternThread>): PatternThread {
    const thread = new PatternThread(...options);
    threads.push(thread);
    return thread;
  }

  it('returns the groups of a match as offsets in the frame, and leaves the frame unchanged', async () => {
    const frame = Buffer.from('get a=1');
    const found = await shared.run(matchJob('(?P<key>\\w+)=(.)(x)?', frame), {
      owner: {},
      signal: neverAborted(),
    });
    assert.deepEqual(found, { groups: [[4, 7], [4, 5], [6, 7], undefined], named: { key: [4, 5] } });
    assert.equal(frame.toString(), 'get a=1');
    assert.equal(await shared.run(matchJob('b', frame), { owner: {}, signal: neverAborted() }), undefined);
  });

  it('keeps no message in memory while it is idle', async () => {
    const memory = watchThreadMemory();
    const match = (bytes: Uint8Array) => shared.run(matchJob('b', bytes), { owner: {}, signal: neverAborted() });
    await match(new Uint8Array(1));
    const before = await memory();
    const long = new Uint8Array(2 * 1024 * 1024);
    for (let times = 0; times < 4; times++) await match(long);
    assert.ok((await memory()) - before < long.length);
  });

  it('searches like this thread does', async () => {
    const options = { owner: {}, signal: neverAborted() };
    const bytes = Buffer.from('one two two');
    const job = { search: { text: 'two' }, encoding: 'utf8', bytes } as const;
    assert.equal(await shared.run({ kind: 'test', ...job }, options), true);
    const ranges = await shared.run({ kind: 'ranges', ...job, limit: 9 }, options);
    assert.deepEqual(ranges, [
      [4, 7],
      [8, 11],
    ]);
  });

  it('alternates between owners, however many jobs one of them has', async () => {
    const order: string[] = [];
    const run = async (name: string, owner: object) => {
      await shared.run(matchJob('a', Buffer.from('a')), { owner, signal: neverAborted() });
      order.push(name);
    };
    const [many, few] = [{}, {}];
    const all = [run('many 1', many), run('many 2', many), run('many 3', many), run('few 1', few), run('few 2', few)];
    await Promise.all(all);
    assert.deepEqual(order, ['many 1', 'many 2', 'few 1', 'many 3', 'few 2']);
  });

  it('copies a long message in slices, yielding in between', async () => {
    let turns = 0;
    let turnsBefore: number | undefined;
    const takeTurn = () => {
      turns++;
      if (turnsBefore === undefined) setImmediate(takeTurn);
    };
    setImmediate(takeTurn);
    const post = Worker.prototype.postMessage;
    mock.method(Worker.prototype, 'postMessage', function (this: Worker, ...message: Parameters<typeof post>) {
      turnsBefore = turns;
      post.apply(this, message);
    });
    const frame = new Uint8Array(4 * 1024 * 1024 + 1).fill(0x61);
    const found = await shared.run(matchJob('^a', frame), { owner: {}, signal: neverAborted() });
    assert.deepEqual(found?.groups, [[0, 1]]);
    assert.ok(turnsBefore !== undefined && turnsBefore >= 3, `others had ${turnsBefore} turns`);
  });

  it('reports with a stack why a job failed', async () => {
    const options = { owner: {}, signal: neverAborted() };
    const failed = shared.run(matchJob('(', Buffer.from('a')), options);
    await assert.rejects(failed, error => /regular expression[\s\S]*compilePattern/.test((error as Error).stack ?? ''));
    assert.ok(await shared.run(matchJob('a', Buffer.from('a')), options));
  });

  it('fails the job that killed it, and no other', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'portside-thread-'));
    const file = join(folder, 'worker.mjs');
    await writeFile(
      file,
      `import { parentPort } from 'node:worker_threads';
      parentPort.on('message', ({ id, job }) => {
        if (job.kind === 'match') throw new Error('broke down');
        parentPort.postMessage({ id, result: true });
      });`,
    );
    const thread = newThread(1000, file);
    const options = { owner: {}, signal: neverAborted() };
    const failed = thread.run(matchJob('a', Buffer.from('a')), options);
    const next = thread.run(
      { kind: 'test', search: { hex: '61' }, encoding: 'utf8', bytes: Buffer.from('a') },
      options,
    );
    await assert.rejects(failed, error => /broke down[\s\S]*worker\.mjs/.test((error as Error).stack ?? ''));
    assert.equal(await next, true);
    await rm(folder, { recursive: true });
  });

  describe('with a job that takes too long', () => {
    hastenSlowPattern({ isWorking: true });

    it('ends a job that misses its deadline, and continues with the next ones', async () => {
      const thread = newThread();
      const options = { owner: {}, signal: neverAborted() };
      const late = thread.run(matchJob(slowPattern, slowBytes), options);
      const next = thread.run(matchJob('^b', Buffer.from('b')), options);
      await assert.rejects(late, error => error instanceof PatternTimeout && error.ms === 1000);
      assert.deepEqual(await next, { groups: [[0, 1]], named: {} });
    });

    it('drops a job that is withdrawn before its turn, and reports one that is running at once', async () => {
      const thread = newThread();
      const [running, waiting] = [new AbortController(), new AbortController()];
      const posted = Promise.withResolvers<void>();
      const { postMessage } = Worker.prototype;
      const post = mock.method(
        Worker.prototype,
        'postMessage',
        function (this: Worker, ...job: Parameters<typeof postMessage>) {
          posted.resolve();
          postMessage.apply(this, job);
        },
      );
      const first = thread.run(matchJob(slowPattern, slowBytes), { owner: {}, signal: running.signal });
      const second = thread.run(matchJob('(', Buffer.from('a')), { owner: {}, signal: waiting.signal });
      const third = thread.run(matchJob('a', Buffer.from('a')), { owner: {}, signal: neverAborted() });
      await posted.promise;
      waiting.abort();
      running.abort();
      await assert.rejects(second, { name: 'AbortError' });
      await assert.rejects(first, { name: 'AbortError' });
      assert.ok(await third);
      assert.equal(post.mock.callCount(), 2);
      // Must precede what it mocked, otherwise that would return.
      post.mock.restore();
      await assert.rejects(thread.run(matchJob('a', slowBytes), { owner: {}, signal: running.signal }), {
        name: 'AbortError',
      });
    });
  });
});
