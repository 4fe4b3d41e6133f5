/**
 * Ends this process with the npm that runs it. A signal to npm alone doesn't arrive here: npm passes SIGTERM to a shell, which ends without
 * passing it on, and SIGHUP to nothing. Ctrl+C arrives, since a terminal interrupts every process in the foreground.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { isProcessRunning } from '../../src/engine/sessions/runningProcess.ts';

/** VS Code's processes check their parents at the same interval. */
const lookMs = 1000;
const isWindows = process.platform === 'win32';

/** Does nothing in a process that npm didn't start. On Windows, closing the console ends them all. */
export async function endWithNpm(everyMs = lookMs): Promise<void> {
  if (process.env.npm_lifecycle_event === undefined || isWindows) return;
  const parent = process.ppid;
  const npm = await behindShell(parent);
  const look = () => {
    // The parent of an orphan is another process.
    if (process.ppid !== parent || !isProcessRunning(npm)) process.exit(1);
  };
  setInterval(look, everyMs).unref();
}

/** Returns the process that runs the shell `sh -c …`, or the process itself if it isn't one. Some shells replace themselves by the program. */
async function behindShell(pid: number): Promise<number> {
  const ps = promisify(execFile)('ps', ['-o', 'ppid=,args=', '-p', String(pid)]);
  // A system without `ps` is usually a container, where npm is the only process that is ended by hand.
  const { stdout } = await ps.catch(() => ({ stdout: '' }));
  const [, ppid] = /^\s*(\d+)\s.*\s-c\s/.exec(stdout) ?? [];
  return ppid === undefined ? pid : Number(ppid);
}
