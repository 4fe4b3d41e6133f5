import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineWorker, type EngineWorkerOptions } from '../../../src/client/engineWorker.ts';
import { SocketError } from '../../../src/core/socketError.ts';
import { paramsOf } from '../../support/paramsOf.ts';

describe('a dying engine worker', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portside-worker-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('rejects pending calls when a message can’t be read, and continues', async () => {
    const entry = join(folder, 'worker.cjs');
    await writeFile(
      entry,
      `const { parentPort } = require('node:worker_threads');
      parentPort.on('message', ({ i, m }) => {
        let r = 7;
        if (m === 'snapshots') for (let depth = 0; depth < 3000; depth++) r = { r };
        parentPort.postMessage({ t: 's', i, r });
      });`,
    );
    const options = { entry, start: {}, events: {}, onStop: assert.fail } as unknown as EngineWorkerOptions;
    const worker = new EngineWorker(options);
    await assert.rejects(worker.calls.snapshots(), { code: 'INTERNAL_ERROR' });
    assert.equal(await worker.calls.transfers('e'), 7);
    await worker.stop();
  });

  it('exits when stopped, even if it can’t close its sockets', async () => {
    const entry = join(folder, 'worker.cjs');
    await writeFile(
      entry,
      `const { parentPort } = require('node:worker_threads');
      parentPort.on('message', ({ i, m }) => {
        if (m === 'dispose') parentPort.postMessage({ t: 's', i, e: { portsideError: 'Error', message: 'stuck' } });
      });`,
    );
    const options = { entry, start: {}, events: {}, onStop: assert.fail } as unknown as EngineWorkerOptions;
    const worker = new EngineWorker(options);
    const unanswered = assert.rejects(worker.calls.snapshots(), { code: 'ENGINE_STOPPED' });
    await assert.rejects(worker.stop(), /stuck/);
    await unanswered;
  });

  /** Runs this source at the first call. Returns how the worker ended, and how the call did. */
  async function killed(source: string): Promise<{ reason: Error; rejection: SocketError }> {
    const entry = join(folder, 'worker.cjs');
    await writeFile(entry, `require('node:worker_threads').parentPort.on('message', function onCall() { ${source} });`);
    const stopped = Promise.withResolvers<Error>();
    const options = { entry, start: {}, events: {}, onStop: stopped.resolve } as unknown as EngineWorkerOptions;
    const rejection = await new EngineWorker(options).calls.snapshots().then(
      () => assert.fail('the call was answered'),
      (error: unknown) => error,
    );
    assert.ok(rejection instanceof SocketError);
    return { reason: await stopped.promise, rejection };
  }

  it('reports its stack to pending calls and to the log', async () => {
    const { reason, rejection } = await killed("throw new TypeError('out of order')");
    assert.match(reason.stack ?? '', /TypeError: out of order\n +at .*onCall.*worker\.cjs/);
    assert.equal(rejection.code, 'ENGINE_STOPPED');
    assert.equal(paramsOf(rejection).detail, 'out of order');
    assert.equal(rejection.cause, reason);
  });

  it('reports how it exited if nothing was thrown', async () => {
    const { reason, rejection } = await killed('process.exit(7)');
    assert.match(reason.message, /exit code 7/);
    assert.equal(rejection.cause, reason);
  });
});
