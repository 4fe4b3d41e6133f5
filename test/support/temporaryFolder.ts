/** A new folder for each test. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryFolder {
  readonly path: string;
  /** Returns a path in the folder. */
  at(...names: string[]): string;
}

/**
 * Creates the folder before each test of the calling suite. Removes it once all hooks of the suite have run: until then,
 * an engine may write to it.
 */
export function temporaryFolder(): TemporaryFolder {
  let path = '';
  const remove = async () => path && rm(path, { recursive: true, force: true });
  beforeEach(async () => {
    await remove();
    path = await mkdtemp(join(tmpdir(), 'portside-files-'));
  });
  after(remove);
  return {
    get path() {
      return path;
    },
    at: (...names) => join(path, ...names),
  };
}
