import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EngineWorker, type EngineWorkerOptions } from '../../../src/client/engineWorker.ts';
import type { EngineRecord } from '../../../src/core/diagnostics/engineLogEvents.ts';
import type { EndpointSnapshot } from '../../../src/core/endpointSnapshot.ts';
import { places } from '../../../src/engine/callbackPlaces.ts';
import { root } from '../../support/paths.ts';
import { seenAt } from '../../support/seenAt.ts';

const engine = join(root, 'src/engine/worker.ts');

describe('the engine behind a port', () => {
  let folder: string;
  let worker: EngineWorker;
  let logged: EngineRecord[];
  let changes: EventEmitter;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portside-worker-'));
    logged = [];
    changes = new EventEmitter();
  });

  afterEach(async () => {
    await worker.stop();
    await rm(folder, { recursive: true });
  });

  const start = (entry = engine) => {
    worker = new EngineWorker({
      entry,
      start: { directory: join(folder, 'own'), storage: folder, window: { workspace: 'w', title: '' }, firstNumber: 7 },
      events: {
        logged: (record: EngineRecord) => {
          logged.push(record);
          changes.emit('logged');
        },
        changed: (snapshots: EndpointSnapshot[]) => void changes.emit('changed', snapshots),
      },
      onStop: (reason: Error) => assert.fail(reason),
    } as unknown as EngineWorkerOptions);
  };

  it('answers calls, reports changes, and returns errors with their codes', async () => {
    start();
    const change = once(changes, 'changed');
    const { state } = await worker.calls.open('e', { kind: 'tcp-server', address: '127.0.0.1:0' }, undefined);
    assert.equal(state, 'open');
    assert.equal((await worker.calls.openView('e', {})).view, 7);
    await assert.rejects(worker.calls.peers('none', 0, 1), { name: 'SocketError', code: 'NO_ENDPOINT' });
    const seqs = (await worker.calls.entries('e', 0, 10)).map(({ seq }) => seq);
    assert.deepEqual(seqs, [0]);
    const [[changed]] = (await change) as [EndpointSnapshot[]];
    assert.equal(changed?.id, 'e');
  });

  it('passes an entry’s bytes on in their own buffer', async () => {
    start();
    await worker.calls.open('e', { kind: 'udp', address: '127.0.0.1:0', remote: '127.0.0.1:9' }, undefined);
    await worker.calls.send('e', Buffer.from('content'), undefined, false);
    const bytes = await worker.calls.entryBytes('e', 1, 2, 3);
    assert.deepEqual([String(Buffer.from(bytes)), bytes.buffer.byteLength], ['nte', 3]);
  });

  it('holds its session while it runs, and leaves nothing behind if no endpoint is left', async () => {
    start();
    await worker.calls.snapshots();
    assert.ok(existsSync(join(folder, 'own', 'lock')));
    await worker.calls.open('e', { kind: 'tcp-server', address: '127.0.0.1:0' }, undefined);
    await worker.calls.remove('e');
    await worker.stop();
    assert.deepEqual(await readdir(folder), []);
    start();
  });

  /** Writes an entry module that runs `before`, then the engine, then `after`. */
  const entryWith = async (before: string, after = '') => {
    const entry = join(folder, 'engine.mjs');
    const owned = pathToFileURL(join(root, 'src/engine/owned.ts')).href;
    const imports = `import { onEntering } from ${JSON.stringify(owned)};`;
    await writeFile(
      entry,
      `${imports}\n${before}\nawait import(${JSON.stringify(pathToFileURL(engine).href)});\n${after}`,
    );
    return entry;
  };

  /** Makes a call arrive as an unreadable message. */
  const unreadable = `
    import { parentPort } from 'node:worker_threads';
    parentPort.addEventListener('message', event => {
      if (event.data.m !== 'keepPanel') return;
      event.stopImmediatePropagation();
      parentPort.emit('messageerror', new Error('not read'));
    });`;

  for (const place of places.filter(name => name.startsWith('worker.')))
    it(`survives an exception in ${place}, and logs it`, async () => {
      const throwing = `let left = 1;
        onEntering(place => {
          if (place === ${JSON.stringify(place)} && left-- > 0) throw new Error('thrown');
        });`;
      start(await entryWith(`${throwing}\n${unreadable}`));
      const first = worker.calls.snapshots();
      if (place === 'worker.unreadable') void worker.calls.keepPanel('e', '').catch(() => undefined);
      if (place === 'worker.message')
        await assert.rejects(first, { code: 'INTERNAL_ERROR', params: { detail: 'Error: thrown' } });
      else assert.deepEqual(await first, []);
      const { address } = await worker.calls.open(
        'e',
        { kind: 'tcp-server', address: '127.0.0.1:0', reply: 'echo' },
        undefined,
      );
      const socket = connect(Number(address.split(':').at(-1)), '127.0.0.1');
      socket.write('still there');
      assert.equal(String((await once(socket, 'data'))[0]), 'still there');
      socket.destroy();
      await seenAt(changes, 'logged', () => logged.length > 0);
      const [{ code, facts, error } = assert.fail('nothing was logged')] = logged;
      assert.deepEqual([code, facts, error?.message], ['callbackFailed', { place }, 'thrown']);
      assert.match(error?.stack ?? '', /Error: thrown\n +at /);
    });

  it('rejects pending calls when it can’t read a message, and continues', async () => {
    start(await entryWith(unreadable));
    await assert.rejects(worker.calls.keepPanel('e', ''), { code: 'INTERNAL_ERROR', params: { detail: 'not read' } });
    assert.deepEqual(await worker.calls.snapshots(), []);
  });

  /** Makes posting the answer to a call throw, once. */
  const notPosted = `
    import { parentPort } from 'node:worker_threads';
    const { postMessage } = parentPort;
    let left = 1;
    parentPort.postMessage = (message, memory) => {
      if (message.t === 's' && left-- > 0) throw new TypeError('can’t be posted');
      postMessage.call(parentPort, message, memory);
    };`;

  for (const [what, call] of Object.entries({
    result: () => worker.calls.snapshots(),
    error: () => worker.calls.peers('none', 0, 1),
  }))
    it(`rejects a call whose ${what} can’t be posted, and logs why`, async () => {
      start(await entryWith(notPosted));
      await assert.rejects(call(), { code: 'INTERNAL_ERROR', params: { detail: 'TypeError: can’t be posted' } });
      assert.deepEqual(await worker.calls.snapshots(), []);
      await seenAt(changes, 'logged', () => logged.length > 0);
      const [{ code, facts, error } = assert.fail('nothing was logged')] = logged;
      assert.deepEqual([code, facts], ['callbackFailed', { place: 'worker.message' }]);
      assert.match(error?.stack ?? '', /TypeError: can’t be posted\n +at .*engine\.mjs/);
    });

  it('logs uncaught errors, and continues', async () => {
    start(
      await entryWith(
        '',
        "for (let at = 0; at < 2; at++) setImmediate(() => { throw new TypeError('uncaught ' + at); });",
      ),
    );
    await seenAt(changes, 'logged', () => logged.length === 2);
    assert.deepEqual(await worker.calls.snapshots(), []);
    const [{ level, code, error } = assert.fail('nothing was logged')] = logged;
    assert.deepEqual([level, code, error?.message], ['error', 'engineException', 'uncaught 0']);
    assert.match(error?.stack ?? '', /engine\.mjs/);
  });

  it('logs unhandled rejections, and continues', async () => {
    const forget = "for (let at = 0; at < 100; at++) Promise.reject(new TypeError('forgotten ' + at));";
    start(await entryWith('', forget));
    // Calls and records arrive in the order in which they were sent.
    assert.deepEqual(await worker.calls.snapshots(), []);
    assert.equal(logged.length, 30, 'a flood is bounded');
    const [{ level, code, error } = assert.fail('nothing was logged')] = logged;
    assert.deepEqual(
      [level, code, error?.name, error?.message],
      ['error', 'engineRejection', 'TypeError', 'forgotten 0'],
    );
    assert.match(error?.stack ?? '', /engine\.mjs/);
  });
});
