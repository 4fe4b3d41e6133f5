import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineRecord } from '../../../src/core/diagnostics/engineLogEvents.ts';
import { logFromEngine, onEngineRecord } from '../../../src/engine/engineLog.ts';
import { PatternThread } from '../../../src/engine/matching/patternThread.ts';

describe('the engine’s log', () => {
  let records: EngineRecord[];
  let stop: () => void;

  beforeEach(() => {
    records = [];
    stop = onEngineRecord(record => records.push(record));
  });
  afterEach(() => stop());

  it('passes records to its listeners until they stop', () => {
    logFromEngine('info', 'patternTimedOut', { ms: 7 });
    stop();
    logFromEngine('info', 'patternTimedOut', { ms: 8 });
    assert.deepEqual(records, [{ level: 'info', code: 'patternTimedOut', facts: { ms: 7 } }]);
  });

  it('reports the death of a thread with its stack', async () => {
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
});
