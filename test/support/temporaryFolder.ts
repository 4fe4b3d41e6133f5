/** A folder of its own for each test. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryFolder {
  readonly path: string;
  /** The path of something in it. */
  at(...names: string[]): string;
}

/** Made before each test of the suite that it is called in, and taken away after it. */
export function temporaryFolder(): TemporaryFolder {
  let path = '';
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'portside-files-'));
  });
  afterEach(() => rm(path, { recursive: true, force: true }));
  return {
    get path() {
      return path;
    },
    at: (...names) => join(path, ...names),
  };
}
