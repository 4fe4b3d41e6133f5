/** Measures the memory of the workbench's browser. */
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';

const pageBytes = 4096;

/** Returns the private memory of all its processes, in bytes. Undefined on systems that don't report it. */
export async function browserMemory(browser: Browser): Promise<number | undefined> {
  if (process.platform !== 'linux') return undefined;
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const held = await Promise.all(processInfo.map(({ id }) => residentBytes(id)));
  return held.reduce((sum, bytes) => sum + bytes, 0);
}

/** Returns the memory that a process doesn't share with others (proc(5), `statm`, in pages). */
async function residentBytes(pid: number): Promise<number> {
  const [, resident = 0, shared = 0] = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ').map(Number);
  return (resident - shared) * pageBytes;
}
