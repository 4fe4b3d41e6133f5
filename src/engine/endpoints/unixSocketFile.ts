/** The file of a Unix domain socket. It remains when its server dies, and another program may replace it. */
import { randomUUID } from 'node:crypto';
import { lstatSync, renameSync } from 'node:fs';
import { lstat, unlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { owned } from '../owned.ts';

/** Removes the file if it is a socket without a server. Anything else stays, and binding will report what is in the way. */
export async function removeStaleSocketFile(path: string): Promise<void> {
  const isSocket = await lstat(path).then(
    file => file.isSocket(),
    () => false,
  );
  if (isSocket && !(await isServed(path))) await unlink(path);
}

function isServed(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = connect(path);
    const failed = (failure: Error) => {
      probe.destroy();
      reject(failure);
    };
    const onConnect = () => {
      probe.destroy();
      resolve(true);
    };
    const onError = (error: NodeJS.ErrnoException) => resolve(error.code !== 'ECONNREFUSED');
    probe.once('connect', owned({ failed }, 'unixSocketFile.connect', onConnect));
    probe.once('error', owned({ failed }, 'unixSocketFile.error', onError));
  });
}

/**
 * Remembers the file that a server has just created, and returns a function that closes the server. libuv then deletes
 * any file at the path, so another program's file is moved aside meanwhile.
 */
export function closesServerAt(path: string): (close: () => void) => void {
  const own = fileAt(path);
  return close => {
    const found = fileAt(path);
    if (found === undefined || found === own) close();
    else withFileAside(path, close);
  };
}

/** Synchronous, like libuv's deletion, so that the path is free for no longer than necessary. */
function withFileAside(path: string, act: () => void): void {
  const aside = `${path}.${randomUUID().slice(0, 8)}`;
  const isMoved = succeeds(() => renameSync(path, aside));
  try {
    act();
  } finally {
    if (isMoved) renameSync(aside, path);
  }
}

/** Returns the identity of the file at a path. Undefined if there is none, and on Windows, where a pipe has no file. */
function fileAt(path: string): string | undefined {
  if (process.platform === 'win32') return undefined;
  const found = lstatSync(path, { throwIfNoEntry: false, bigint: true });
  return found && `${found.dev}:${found.ino}`;
}

/** Returns false if `act` throws: in a folder that isn't writable, libuv can't delete the file either. */
function succeeds(act: () => void): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}
