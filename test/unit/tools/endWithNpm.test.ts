import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../../support/paths.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

/** Prints its pid, and ends only with npm. */
const program = `
import { endWithNpm } from ${JSON.stringify(join(root, 'test/tools/endWithNpm.ts'))};
await endWithNpm(10);
console.log(process.pid);
setInterval(() => {}, 1e9);
`;

/** Does what npm does: runs a shell that waits for the program, and forwards two signals. */
const npm = `
import { spawn } from 'node:child_process';
const [, node, file] = process.argv;
const env = { ...process.env, npm_lifecycle_event: 'start' };
const shell = spawn('sh', ['-c', \`"\${node}" "\${file}"; exit\`], { stdio: ['ignore', 'inherit', 'inherit'], env });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => shell.kill(signal));
`;

describe('endWithNpm', () => {
  // Windows has no signals that a process could handle.
  if (process.platform === 'win32') return;

  const disk = temporaryFolder();
  let pid: number | undefined;

  beforeEach(() => writeFile(disk.at('program.mjs'), program));
  // The program is still running only if the test failed.
  afterEach(() => {
    try {
      if (pid) process.kill(pid);
    } catch (error) {
      assert.equal((error as NodeJS.ErrnoException).code, 'ESRCH');
    }
  });

  async function started(): Promise<ChildProcess> {
    const args = ['--input-type=module', '-e', npm, process.execPath, disk.at('program.mjs')];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    pid = Number(line);
    return child;
  }

  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGKILL'] as const)
    it(`ends the program when npm is ended by ${signal}`, async () => {
      const child = await started();
      // The program inherited stdout, so it closes only when all have ended.
      const closed = once(child, 'close');
      child.kill(signal);
      await closed;
    });
});
