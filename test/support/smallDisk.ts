/** A small disk that is soon full: a tmpfs on Linux, which needs root or passwordless sudo. */
import { mkdir } from 'node:fs/promises';
import { run } from './run.ts';

/** Mounts it at the path and returns a function that unmounts it. @throws Error that says what is missing. */
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
    throw new Error('The test of a full disk mounts a tmpfs: run it as root or with passwordless sudo.', {
      cause: error,
    });
  }
  return () => call('umount', path);
}
