import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holdSession, sweepSessions } from '../../../../src/engine/transcript/sessionDirectory.ts';

const uuid = '00000000-0000-4000-8000-000000000000';
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

describe('session directories', () => {
  let storage: string;
  /** Of a process that has ended. */
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

  /** A session whose owner last touched its lock so long ago. */
  async function session(pid: number, idleMs: number): Promise<string> {
    const directory = join(storage, `${pid}-${uuid}`);
    const lock = join(directory, 'lock');
    await mkdir(directory);
    await writeFile(lock, '');
    const touched = new Date(Date.now() - idleMs);
    await utimes(lock, touched, touched);
    return directory;
  }

  it('are swept when their process is gone and nobody touched them for a while', async () => {
    await session(deadPid, 2 * minuteMs);
    await sweepSessions(storage);
    assert.deepEqual(await readdir(storage), []);
  });

  it('stay while they are touched, though the process is not to be seen: it may run in another container', async () => {
    await session(deadPid, 10_000);
    await sweepSessions(storage);
    assert.equal((await readdir(storage)).length, 1);
  });

  it('stay while their process runs, though it sleeps, until that must be another one', async () => {
    await session(process.pid, dayMs);
    await sweepSessions(storage);
    assert.equal((await readdir(storage)).length, 1);
    await sweepSessions(storage, Date.now() + 10 * dayMs);
    assert.deepEqual(await readdir(storage), []);
  });

  it('are not touched when somebody else made them', async () => {
    await mkdir(join(storage, 'precious'));
    await sweepSessions(storage, Date.now() + 365 * dayMs);
    assert.deepEqual(await readdir(storage), ['precious']);
    await sweepSessions(join(storage, 'no such folder'));
  });

  it('are held until they end, and can be taken over by the next worker', async () => {
    const directory = join(storage, `${process.pid}-${uuid}`);
    const first = holdSession(directory);
    await writeFile(join(directory, 'left behind'), '');
    const second = holdSession(directory);
    assert.deepEqual((await readdir(directory)).toSorted(), ['left behind', 'lock']);
    await second.end();
    assert.deepEqual(await readdir(storage), []);
    await first.end();
  });
});
