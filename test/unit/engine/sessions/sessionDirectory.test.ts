import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import promises, { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mock } from 'node:test';
import { undoableMs } from '../../../../src/core/undoableMs.ts';
import { EndpointRecord } from '../../../../src/engine/sessions/endpointRecord.ts';
import {
  holdSession,
  isSessionHeld,
  otherSessions,
  sweepSessions,
} from '../../../../src/engine/sessions/sessionDirectory.ts';
import { inTheWay } from '../../../support/inTheWay.ts';

const uuid = '00000000-0000-4000-8000-000000000000';
const window = { workspace: 'w', title: 'a window' };
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

describe('session directories', () => {
  let storage: string;
  /** The id of a process that has exited. */
  let deadPid: number;

  before(async () => {
    const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    deadPid = child.pid ?? 0;
    await once(child, 'exit');
  });

  beforeEach(async () => {
    storage = await mkdtemp(join(tmpdir(), 'portside-sessions-'));
  });

  afterEach(() => rm(storage, { recursive: true, force: true }));

  /** A session whose lock was last touched this long ago, with an endpoint if it is worth restoring. */
  async function session(pid: number, idleMs: number, endpoint?: string): Promise<string> {
    const directory = join(storage, `${pid}-${uuid}`);
    holdSession(directory, window);
    if (endpoint) await recorded(directory, endpoint);
    const touched = new Date(Date.now() - idleMs);
    await utimes(join(directory, 'lock'), touched, touched);
    return directory;
  }

  async function recorded(session: string, id: string): Promise<void> {
    const record = new EndpointRecord(join(session, id), 0);
    record.write({ config: { kind: 'udp', address: ':0' }, address: 'udp://127.0.0.1:1', state: 'open' });
    await record.settled();
  }

  it('are swept when their process is gone and they are empty', async () => {
    await session(deadPid, 10_000);
    await sweepSessions(storage);
    assert.deepEqual(await readdir(storage), []);
  });

  it('stay for a week if there is something to restore', async () => {
    await session(deadPid, 6 * dayMs, 'e');
    await sweepSessions(storage);
    assert.equal((await readdir(storage)).length, 1);
    await sweepSessions(storage, Date.now() + 2 * dayMs);
    assert.deepEqual(await readdir(storage), []);
  });

  it('stay for removed endpoints as long as those can be restored', async () => {
    const directory = await session(deadPid, 10_000, 'e');
    await new EndpointRecord(join(directory, 'e'), 0).setAside(Date.now());
    await sweepSessions(storage);
    assert.equal((await readdir(storage)).length, 1);
    await sweepSessions(storage, Date.now() + undoableMs + minuteMs);
    assert.deepEqual(await readdir(storage), []);
  });

  it('lose what was removed too long ago, and keep the rest', async () => {
    const directory = await session(deadPid, 10_000, 'e');
    await recorded(directory, 'f');
    await new EndpointRecord(join(directory, 'f'), 0).setAside(Date.now());
    await sweepSessions(storage, Date.now() + undoableMs + minuteMs);
    assert.deepEqual((await readdir(directory)).sort(), ['e', 'lock', 'session.json']);
  });

  it('lose what was cleared too long ago, even when they end', async () => {
    const cleared = async (session: string, clearedMs: number) => {
      const names = ['0-000000.log', `${clearedMs}-000001.log`];
      for (const name of names) await writeFile(join(session, 'e', name), '');
      return async () => (await readdir(join(session, 'e'))).filter(name => names.includes(name)).sort();
    };
    const clearedMs = 2 * Math.floor(Date.now() / 2);
    const left = await cleared(await session(deadPid, 10_000, 'e'), clearedMs);
    await sweepSessions(storage, clearedMs + undoableMs);
    assert.equal((await left()).length, 2);
    await sweepSessions(storage, clearedMs + undoableMs + 1);
    assert.deepEqual(await left(), [`${clearedMs}-000001.log`]);
    const directory = join(storage, `${process.pid}-${uuid}`);
    const held = holdSession(directory, window);
    await recorded(directory, 'e');
    const expiredMs = clearedMs - 2 * undoableMs;
    const leftAtEnd = await cleared(directory, expiredMs);
    await sweepSessions(storage);
    assert.equal((await leftAtEnd()).length, 2, 'a window holds it');
    await held.end();
    assert.deepEqual(await leftAtEnd(), [`${expiredMs}-000001.log`]);
  });

  it('stay while they are touched, even if the process isn’t visible: it may run in another container', async () => {
    const directory = await session(deadPid, 10_000);
    await writeFile(join(directory, 'session.json'), JSON.stringify({ ...window, machine: 'another' }));
    await sweepSessions(storage);
    assert.equal((await readdir(storage)).length, 1);
    await sweepSessions(storage, Date.now() + 2 * minuteMs);
    assert.deepEqual(await readdir(storage), []);
  });

  it('stay while their process runs, even if it sleeps, until its id must have been reused', async () => {
    await session(process.pid, dayMs);
    await sweepSessions(storage);
    assert.equal((await readdir(storage)).length, 1);
    await sweepSessions(storage, Date.now() + 10 * dayMs);
    assert.deepEqual(await readdir(storage), []);
  });

  it('are not swept if they were created elsewhere', async () => {
    await mkdir(join(storage, 'precious'));
    await sweepSessions(storage, Date.now() + 365 * dayMs);
    assert.deepEqual(await readdir(storage), ['precious']);
    await sweepSessions(join(storage, 'no such folder'));
  });

  it('are held until they end, and can then be taken over by the next worker', async () => {
    const directory = join(storage, `${process.pid}-${uuid}`);
    const first = holdSession(directory, window);
    await writeFile(join(directory, 'left behind'), '');
    const second = holdSession(directory, window);
    assert.deepEqual((await readdir(directory)).toSorted(), ['left behind', 'lock', 'session.json']);
    assert.ok(await isSessionHeld(directory));
    await second.end();
    assert.deepEqual(await readdir(storage), []);
    await first.end();
  });

  it('are released even if they can’t be deleted, and swept later', async () => {
    const directory = join(storage, `${deadPid}-${uuid}`);
    const held = holdSession(directory, window);
    const { rm: remove } = promises;
    mock.method(promises, 'rm', async (...args: Parameters<typeof remove>) => {
      if (args[0] === directory) throw Object.assign(new Error('not permitted'), { code: 'EACCES' });
      return remove(...args);
    });
    syncBuiltinESMExports();
    try {
      await held.end();
    } finally {
      mock.restoreAll();
      syncBuiltinESMExports();
    }
    assert.deepEqual(await readdir(directory), ['session.json']);
    await sweepSessions(storage);
    assert.deepEqual(await readdir(storage), []);
  });

  it('are held again after another program deleted them', async () => {
    const directory = join(storage, `${process.pid}-${uuid}`);
    let deleted = 0;
    const held = holdSession(directory, window, () => void deleted++);
    held.restore();
    assert.equal(deleted, 0);
    await rm(directory, { recursive: true });
    assert.ok(!(await isSessionHeld(directory)));
    held.restore();
    assert.equal(deleted, 1);
    assert.ok(await isSessionHeld(directory));
    assert.deepEqual((await readdir(directory)).toSorted(), ['lock', 'session.json']);
    await held.end();
  });

  it('are released, and stay, if an endpoint is left in them', async () => {
    const directory = join(storage, `${process.pid}-${uuid}`);
    const held = holdSession(directory, window);
    await recorded(directory, 'e');
    await held.end();
    assert.ok(!(await isSessionHeld(directory)));
    await sweepSessions(storage);
    assert.deepEqual((await readdir(directory)).toSorted(), ['e', 'session.json']);
  });

  for (const [what, put] of Object.entries(inTheWay))
    it(`are created and held even if ${what} is in place of their files`, async () => {
      const directory = join(storage, `${process.pid}-${uuid}`);
      await mkdir(directory);
      for (const name of ['session.json', 'lock']) await put(join(directory, name));
      const held = holdSession(directory, window);
      assert.deepEqual(
        (await otherSessions(storage, '')).map(found => found.window.title),
        [window.title],
      );
      assert.ok(await isSessionHeld(directory));
      await held.end();
    });

  for (const [what, put] of Object.entries(inTheWay))
    it(`have no owner if ${what} is in place of the owner file`, async () => {
      const directory = join(storage, `${deadPid}-${uuid}`);
      await mkdir(directory);
      await put(join(directory, 'session.json'));
      assert.deepEqual(await otherSessions(storage, ''), []);
      await sweepSessions(storage);
      assert.deepEqual(await readdir(storage), []);
    });

  it('have no owner if a stranger wrote the owner file', async () => {
    const directory = join(storage, `${deadPid}-${uuid}`);
    await mkdir(directory);
    for (const stored of ['null', '7', '{"workspace":1,"title":"t"}', '{"workspace":"w","title":{}}']) {
      await writeFile(join(directory, 'session.json'), stored);
      assert.deepEqual(await otherSessions(storage, ''), [], stored);
    }
  });
});
