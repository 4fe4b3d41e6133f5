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

/** An engine in its worker thread, with what it logs and announces. */
class StartedEngine {
  readonly logged: EngineRecord[] = [];
  readonly changes = new EventEmitter();
  readonly #worker: EngineWorker;

  constructor(folder: string, entry = engine) {
    this.#worker = new EngineWorker({
      entry,
      start: { directory: join(folder, 'own'), storage: folder, window: { workspace: 'w', title: '' }, firstNumber: 7 },
      events: {
        logged: (record: EngineRecord) => {
          this.logged.push(record);
          this.changes.emit('logged');
        },
        changed: (snapshots: EndpointSnapshot[]) => void this.changes.emit('changed', snapshots),
      },
      onStop: (reason: Error) => assert.fail(reason),
    } as unknown as EngineWorkerOptions);
  }

  get calls(): EngineWorker['calls'] {
    return this.#worker.calls;
  }

  /** Resolves with the first of this many records. */
  async firstLogged(count = 1): Promise<EngineRecord> {
    await seenAt(this.changes, 'logged', () => this.logged.length >= count);
    return this.logged[0] ?? assert.fail('nothing was logged');
  }

  stop(): Promise<void> {
    return this.#worker.stop();
  }
}

/** Creates a folder for all tests of the calling suite. Engines that are started in it are stopped at the end. */
function engines(): { readonly folder: string; start(entry?: string): StartedEngine } {
  const started: StartedEngine[] = [];
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portside-worker-'));
  });
  after(async () => {
    for (const one of started) await one.stop();
    await rm(folder, { recursive: true });
  });
  return {
    get folder() {
      return folder;
    },
    start(entry) {
      const one = new StartedEngine(folder, entry);
      started.push(one);
      return one;
    },
  };
}

/** Writes an entry module that runs `before`, then the engine, then `after`. */
async function entryWith(folder: string, before: string, after = ''): Promise<string> {
  const entry = join(folder, 'engine.mjs');
  await writeFile(entry, `${before}\nawait import(${JSON.stringify(pathToFileURL(engine).href)});\n${after}`);
  return entry;
}

describe('the engine behind a port', () => {
  const suite = engines();
  let worker: StartedEngine;

  before(() => {
    worker = suite.start();
  });

  it('answers calls, reports changes, and returns errors with their codes', async () => {
    const change = once(worker.changes, 'changed');
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
    await worker.calls.open('bytes', { kind: 'udp', address: '127.0.0.1:0', remote: '127.0.0.1:9' }, undefined);
    await worker.calls.send('bytes', Buffer.from('content'), undefined, false);
    const bytes = await worker.calls.entryBytes('bytes', 1, 2, 3);
    assert.deepEqual([String(Buffer.from(bytes)), bytes.buffer.byteLength], ['nte', 3]);
  });
});

describe('the session of an engine behind a port', () => {
  const suite = engines();

  it('is held while it runs, and leaves nothing behind if no endpoint is left', async () => {
    const worker = new StartedEngine(suite.folder);
    await worker.calls.snapshots();
    assert.ok(existsSync(join(suite.folder, 'own', 'lock')));
    await worker.calls.open('e', { kind: 'tcp-server', address: '127.0.0.1:0' }, undefined);
    await worker.calls.remove('e');
    await worker.stop();
    assert.deepEqual(await readdir(suite.folder), []);
  });
});

describe('the engine behind a port, when something fails,', () => {
  const suite = engines();
  let worker: StartedEngine;

  /** Lets the next thing fail once: a callback, reading this message, or posting an answer. Never answered. */
  const failNext = (what: string) => worker.calls.keepPanel('', what);
  const willFail = (what: string) => void failNext(what).catch(() => undefined /* the engine is stopped */);

  const failing = `
    import { parentPort } from 'node:worker_threads';
    import { onEntering } from ${JSON.stringify(pathToFileURL(join(root, 'src/engine/owned.ts')).href)};
    let next = '';
    const fails = what => what === next && ((next = ''), true);
    onEntering(place => {
      if (fails(place)) throw new Error('thrown');
    });
    const { postMessage } = parentPort;
    parentPort.postMessage = (message, memory) => {
      if (message.t === 's' && fails('posting')) throw new TypeError('can’t be posted');
      postMessage.call(parentPort, message, memory);
    };
    parentPort.addEventListener('message', event => {
      if (event.data.m !== 'keepPanel') return;
      event.stopImmediatePropagation();
      next = event.data.a[1];
      if (next === 'reading' || next === 'worker.unreadable') parentPort.emit('messageerror', new Error('not read'));
    });`;

  before(async () => {
    worker = suite.start(await entryWith(suite.folder, failing));
  });

  beforeEach(() => {
    worker.logged.length = 0;
  });

  for (const place of places.filter(name => name.startsWith('worker.')))
    it(`survives an exception in ${place}, and logs it`, async () => {
      willFail(place);
      const first = worker.calls.snapshots();
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
      const { code, facts, error } = await worker.firstLogged();
      assert.deepEqual([code, facts, error?.message], ['callbackFailed', { place }, 'thrown']);
      assert.match(error?.stack ?? '', /Error: thrown\n +at /);
      await worker.calls.remove('e');
    });

  it('rejects pending calls if it can’t read a message, and continues', async () => {
    await assert.rejects(failNext('reading'), { code: 'INTERNAL_ERROR', params: { detail: 'not read' } });
    assert.deepEqual(await worker.calls.snapshots(), []);
  });

  for (const [what, call] of Object.entries({
    result: () => worker.calls.snapshots(),
    error: () => worker.calls.peers('none', 0, 1),
  }))
    it(`rejects a call whose ${what} can’t be posted, and logs why`, async () => {
      willFail('posting');
      await assert.rejects(call(), { code: 'INTERNAL_ERROR', params: { detail: 'TypeError: can’t be posted' } });
      assert.deepEqual(await worker.calls.snapshots(), []);
      const { code, facts, error } = await worker.firstLogged();
      assert.deepEqual([code, facts], ['callbackFailed', { place: 'worker.message' }]);
      assert.match(error?.stack ?? '', /TypeError: can’t be posted\n +at .*engine\.mjs/);
    });
});

describe('the engine behind a port, with errors of its own,', () => {
  const suite = engines();

  it('logs uncaught ones and unhandled rejections, and continues', async () => {
    const fail = `
      for (let at = 0; at < 100; at++) Promise.reject(new TypeError('forgotten ' + at));
      for (let at = 0; at < 2; at++) setImmediate(() => { throw new TypeError('uncaught ' + at); });`;
    const worker = suite.start(await entryWith(suite.folder, '', fail));
    await seenAt(worker.changes, 'logged', () => worker.logged.some(({ error }) => error?.message === 'uncaught 1'));
    // Calls and records arrive in the order in which they were sent.
    assert.deepEqual(await worker.calls.snapshots(), []);
    const { engineRejection: rejections = [], engineException: exceptions = [] } = Object.groupBy(
      worker.logged,
      ({ code }) => code,
    );
    assert.equal(rejections.length, 30, 'a flood is bounded');
    const firsts = [rejections[0], exceptions[0]].map(record => record ?? assert.fail('nothing was logged'));
    assert.deepEqual(
      firsts.map(({ level, error }) => [level, error?.name, error?.message]),
      [
        ['error', 'TypeError', 'forgotten 0'],
        ['error', 'TypeError', 'uncaught 0'],
      ],
    );
    for (const { error } of firsts) assert.match(error?.stack ?? '', /engine\.mjs/);
  });
});
