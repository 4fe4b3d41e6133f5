import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EngineRecord } from '../../../src/core/diagnostics/engineHappenings.ts';
import { logFromEngine, onEngineRecord } from '../../../src/engine/engineLog.ts';
import { PatternThread } from '../../../src/engine/matching/patternThread.ts';
import { EngineWorker, type EngineWorkerOptions } from '../../../src/host/engineWorker.ts';
import { root } from '../../support/paths.ts';

describe('the engine’s log', () => {
  let records: EngineRecord[];
  let stop: () => void;

  beforeEach(() => {
    records = [];
    stop = onEngineRecord(record => records.push(record));
  });
  afterEach(() => stop());

  it('gives records to who listens, until they stop', () => {
    logFromEngine('info', 'patternTimedOut', { ms: 7 });
    stop();
    logFromEngine('info', 'patternTimedOut', { ms: 8 });
    assert.deepEqual(records, [{ level: 'info', code: 'patternTimedOut', facts: { ms: 7 } }]);
  });

  it('tells of a thread that dies, with the stack', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'portside-log-'));
    const file = join(folder, 'dying.cjs');
    await writeFile(
      file,
      "require('node:worker_threads').parentPort.on('message', function onJob() { throw new Error('dead'); });",
    );
    const thread = new PatternThread(1000, file);
    const job = { kind: 'search', bytes: new Uint8Array(1) } as never;
    await assert.rejects(thread.run(job, { owner: {}, signal: new AbortController().signal }), /dead/);
    const [{ code, facts, error } = assert.fail('nothing was logged')] = records;
    assert.deepEqual([code, facts], ['threadStopped', { thread: 'patterns' }]);
    assert.match(error?.stack ?? '', /at .*onJob/);
    await rm(folder, { recursive: true });
  });

  it('has promises that were rejected unnoticed, and the engine goes on', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'portside-log-'));
    const entry = join(folder, 'engine.mjs');
    const engine = pathToFileURL(join(root, 'src/engine/worker.ts')).href;
    const forget = "for (let at = 0; at < 100; at++) Promise.reject(new TypeError('forgotten ' + at));";
    await writeFile(entry, `import ${JSON.stringify(engine)};\n${forget}`);
    const logged: EngineRecord[] = [];
    const worker = new EngineWorker({
      entry,
      start: { directory: join(folder, 'own'), storage: folder, window: { workspace: '', title: '' }, firstView: 0 },
      events: { logged: (record: EngineRecord) => logged.push(record) },
      onStop: (reason: Error) => assert.fail(reason),
    } as unknown as EngineWorkerOptions);
    // Calls and records come in the order in which they were sent.
    assert.deepEqual(await worker.calls.snapshots(), []);
    assert.equal(logged.length, 30, 'a flood is bounded');
    const [{ level, code, error } = assert.fail('nothing was logged')] = logged;
    assert.deepEqual(
      [level, code, error?.name, error?.message],
      ['error', 'engineRejection', 'TypeError', 'forgotten 0'],
    );
    assert.match(error?.stack ?? '', /engine\.mjs/);
    await worker.stop();
    await rm(folder, { recursive: true });
  });
});
