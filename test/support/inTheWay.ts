/** What may stand in the place of a file: opening or reading some of these never ends. */
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
    // The file goes with the folder of the test.
    server.unref();
  },
  'a link to an endless device': (path: string) => symlink('/dev/zero', path),
};

/** Puts something to a path, by what it is. */
export const inTheWay: Readonly<Record<string, (path: string) => Promise<void>>> =
  process.platform === 'win32' ? everywhere : { ...everywhere, ...unix };
