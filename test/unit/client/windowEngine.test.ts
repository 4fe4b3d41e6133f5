import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { WindowEngine } from '../../../src/client/windowEngine.ts';
import type { EngineCalls, EngineStart } from '../../../src/core/calls.ts';
import { defaultReceiveSettings } from '../../../src/core/transfer/transferSnapshot.ts';
import { defaultLogBounds } from '../../../src/engine/transcript/logBounds.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

/** Stands in for birpc, which is too slow to load: returns its start arguments, dies on request, exports until canceled. */
const worker = `
const { parentPort, workerData } = require('node:worker_threads');
const received = [];
const exporting = new Map();
const answer = (i, r) => parentPort.postMessage({ t: 's', i, r });
parentPort.on('message', ({ i, m, a }) => {
  if (m === 'stop') process.exit(3);
  if (m === 'exportTranscript') {
    exporting.set(a[0], i);
    parentPort.postMessage({ t: 'q', m: 'progress', a: [a[0], 1, 2], o: true });
    return;
  }
  if (m.startsWith('set')) received.push(a[0]);
  if (m === 'cancel') answer(exporting.get(a[0]), 'cancelled');
  answer(i, m === 'snapshots' ? [workerData, ...received] : undefined);
});
`;

describe('a window’s engine', () => {
  const folder = temporaryFolder();
  const bounds = defaultLogBounds;
  const receiving = defaultReceiveSettings;
  let starts: number[];
  let stopped: PromiseWithResolvers<Error>;
  let engine: WindowEngine;

  beforeEach(async () => {
    starts = [];
    stopped = Promise.withResolvers();
    const entry = folder.at('worker.cjs');
    await writeFile(entry, worker);
    const place = { entry, storage: folder.path, window: { workspace: 'w', title: 'a test' } };
    engine = new WindowEngine(place, { bounds, receiving }, {
      events: {},
      onStart: (start: number) => void starts.push(start),
      onStop: (reason: Error) => stopped.resolve(reason),
      onCall: undefined,
    } as unknown as ConstructorParameters<typeof WindowEngine>[2]);
  });
  afterEach(() => engine.dispose());

  const startArguments = async () => (await engine.calls.snapshots()) as unknown as [EngineStart, ...unknown[]];
  const kill = async () => {
    const calls = engine.calls as unknown as { stop(): Promise<void> };
    await assert.rejects(calls.stop(), { code: 'ENGINE_STOPPED' });
    return stopped.promise;
  };

  it('starts no worker until one is needed, and then only one', async () => {
    assert.equal(engine.worker, undefined);
    assert.throws(() => engine.calls, { code: 'ENGINE_STOPPED', params: { detail: '' } });
    const one = engine.start();
    assert.equal(engine.start(), one);
    assert.equal(engine.worker, one);
    assert.deepEqual(starts, [1]);
    const [{ storage, window, firstNumber, bounds: given }] = await startArguments();
    assert.deepEqual(
      { storage, window, firstNumber, given },
      {
        storage: folder.path,
        window: { workspace: 'w', title: 'a test' },
        firstNumber: 0,
        given: bounds,
      },
    );
  });

  it('replaces a worker that died, with new view ids', async () => {
    engine.start();
    const [first] = await startArguments();
    const reason = await kill();
    assert.match(reason.message, /exit code 3/);
    assert.equal(engine.worker, undefined);
    assert.throws(() => engine.calls, { code: 'ENGINE_STOPPED', params: { detail: reason.message } });
    engine.start();
    const [second] = await startArguments();
    assert.deepEqual(starts, [1, 2]);
    assert.equal(second.directory, first.directory);
    assert.equal(second.firstNumber, 2 ** 32);
  });

  it('sends changes to the running worker, and to the next one', async () => {
    await engine.setBounds({ ...bounds, rows: 1000 });
    engine.start();
    await engine.setReceiving({ ...receiving, maxFileBytes: 7 });
    const [first, received] = await startArguments();
    assert.equal(first.bounds.rows, 1000);
    assert.equal((received as typeof receiving).maxFileBytes, 7);
    assert.equal(engine.receiving.maxFileBytes, 7);
    await kill();
    engine.start();
    const [second] = await startArguments();
    assert.deepEqual([second.bounds.rows, second.receiving.maxFileBytes], [1000, 7]);
  });

  it('forwards the progress of a long call, and cancels only that call', async () => {
    engine.start();
    const begin = () => {
      const controller = new AbortController();
      const progressed = Promise.withResolvers<string>();
      const watch = {
        signal: controller.signal,
        onProgress: (done: number, total: number) => progressed.resolve(`${done} of ${total}`),
      };
      const make = (calls: EngineCalls, call: string) => calls.exportTranscript(call, 'e1', {} as never);
      const exported = engine.longCall(watch, make);
      return { controller, progressed: progressed.promise, exported };
    };
    const [one, other] = [begin(), begin()];
    assert.deepEqual(await Promise.all([one.progressed, other.progressed]), ['1 of 2', '1 of 2']);
    one.controller.abort();
    assert.equal(await one.exported, 'cancelled');
    const pending = await Promise.race([other.exported, engine.calls.snapshots().then(() => 'pending')]);
    assert.equal(pending, 'pending');
    other.controller.abort();
    assert.equal(await other.exported, 'cancelled');
  });

  it('skips a long call that was canceled beforehand', async () => {
    const watch = { signal: AbortSignal.abort(), onProgress: () => assert.fail('it was made') };
    const exported = engine.longCall(watch, (calls, call) => calls.exportTranscript(call, 'e1', {} as never));
    await assert.rejects(exported, { code: 'CANCELLED' });
  });

  it('starts no worker once the window closes', async () => {
    engine.start();
    await engine.dispose();
    assert.equal(engine.worker, undefined);
    assert.throws(() => engine.start(), { code: 'ENGINE_STOPPED' });
    assert.deepEqual(starts, [1]);
  });
});
