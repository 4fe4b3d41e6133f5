import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
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

describe('endOnExit', () => {
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

  it('ends the child when the process exits', async () => {
    const starter = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface({ input: starter.stdout }), 'line')) as [string];
    pid = Number(line);
    const ended = once(starter, 'exit');
    // The child inherited stdout, so it closes only when both have ended.
    const closed = once(starter, 'close');
    starter.stdin.write('exit\n');
    assert.deepEqual(await ended, [3, null]);
    await closed;
  });
});
