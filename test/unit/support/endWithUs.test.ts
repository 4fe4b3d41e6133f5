import assert from 'node:assert/strict';
import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { root } from '../../support/paths.ts';

/** Starts a child that would never end, prints its pid and exits. */
const program = `
import { spawn } from 'node:child_process';
import { endOnExit } from ${JSON.stringify(join(root, 'test/support/endWithUs.ts'))};
const stdio = ['ignore', 'inherit', 'ignore'];
const child = endOnExit(spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e9)'], { stdio }));
child.once('spawn', () => console.log(child.pid));
process.stdin.once('data', () => process.exit(3));
`;

/** Starts a child that would never end as a group leader, prints its pid and waits. A folder that can't be removed is in the way. */
const leader = `
import { spawn } from 'node:child_process';
import { endWithUs, removeWithUs } from ${JSON.stringify(join(root, 'test/support/endWithUs.ts'))};
removeWithUs('\\0');
const stdio = ['ignore', 'inherit', 'ignore'];
const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e9)'], { stdio, detached: true });
endWithUs(child);
child.once('spawn', () => console.log(child.pid));
`;

/** Creates a folder that is removed with the process, prints its path and waits. */
const owner = `
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeWithUs } from ${JSON.stringify(join(root, 'test/support/endWithUs.ts'))};
const folder = mkdtempSync(join(tmpdir(), 'portside-ends-'));
removeWithUs(folder);
writeFileSync(join(folder, 'file'), 'content');
console.log(folder);
process.stdin.once('data', () => process.exit(3));
`;

describe('removeWithUs', () => {
  for (const [how, end, code] of [
    ['exits', ({ stdin }: ChildProcess) => stdin?.write('exit\n'), 3],
    ['is interrupted', (child: ChildProcess) => child.kill('SIGINT'), 1],
    ['is terminated', (child: ChildProcess) => child.kill('SIGTERM'), 1],
  ] as const)
    it(`removes the folder when the process ${how}`, async () => {
      // Windows has no signals that a process could handle.
      if (process.platform === 'win32' && code === 1) return;
      const child = spawn(process.execPath, ['--input-type=module', '-e', owner], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      const [folder] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
      assert.ok(existsSync(folder));
      const ended = once(child, 'exit');
      end(child);
      assert.deepEqual(await ended, [code, null]);
      assert.equal(existsSync(folder), false);
    });
});

describe('a child that would never end', () => {
  let pid: number | undefined;

  // The child is still running only if the test failed.
  afterEach(() => {
    try {
      // 0 would be our own process group.
      if (pid) process.kill(pid);
    } catch (error) {
      assert.equal((error as NodeJS.ErrnoException).code, 'ESRCH');
    }
  });

  /** Resolves when the child is running. */
  async function started(starter: string): Promise<ChildProcessByStdio<Writable, Readable, null>> {
    const args = ['--input-type=module', '-e', starter];
    const starting = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface({ input: starting.stdout }), 'line')) as [string];
    pid = Number(line);
    return starting;
  }

  it('ends when the process exits: endOnExit', async () => {
    const starter = await started(program);
    const ended = once(starter, 'exit');
    // The child inherited stdout, so it closes only when both have ended.
    const closed = once(starter, 'close');
    starter.stdin.write('exit\n');
    assert.deepEqual(await ended, [3, null]);
    await closed;
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    it(`ends when the process receives ${signal}: endWithUs`, async () => {
      // Windows has no signals that a process could handle.
      if (process.platform === 'win32') return;
      const starter = await started(leader);
      const closed = once(starter, 'close');
      starter.kill(signal);
      await closed;
    });
});
