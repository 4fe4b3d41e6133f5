/** Things that may be where a file is expected: opening or reading some of them never ends. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';

const everywhere = {
  'a folder': async (path: string) => {
    await mkdir(path);
  },
  'a link to nothing': (path: string) => symlink(`${path} is missing`, path),
  'a link to itself': (path: string) => symlink(path, path),
};

const unix = {
  'a pipe': async (path: string) => {
    execFileSync('mkfifo', [path]);
  },
  'a socket': async (path: string) => {
    const server = createServer().listen(path);
    await once(server, 'listening');
    // Removed with the test's folder.
    server.unref();
  },
  'a link to an endless device': (path: string) => symlink('/dev/zero', path),
};

/** Creates something at a path, by what it is. */
export const inTheWay: Readonly<Record<string, (path: string) => Promise<void>>> =
  process.platform === 'win32' ? everywhere : { ...everywhere, ...unix };
