/** A disk of its own that is soon full: memory that Linux mounts as one, which needs root or sudo without a password. */
import { mkdir } from 'node:fs/promises';
import { run } from './run.ts';

/** Mounts it at the path and returns how to unmount it. @throws Error in one sentence that says what is missing. */
export async function mountSmallDisk(path: string, sizeKiB: number): Promise<() => Promise<void>> {
  await mkdir(path, { recursive: true });
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const call = async (...words: string[]): Promise<void> => {
    const [program = '', ...args] = [...asRoot, ...words];
    await run(program, args);
  };
  try {
    await call('mount', '-t', 'tmpfs', '-o', `size=${sizeKiB}k,mode=777`, 'tmpfs', path);
  } catch (error) {
    throw new Error('The test of a full disk mounts a tmpfs: run it as root, or where sudo needs no password.', {
      cause: error,
    });
  }
  return () => call('umount', path);
}
