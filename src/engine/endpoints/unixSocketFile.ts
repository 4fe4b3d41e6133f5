/** The file of a Unix domain socket whose server died stays behind and blocks the next one. */
import { lstat, unlink } from 'node:fs/promises';
import { connect } from 'node:net';

/** Removes the file when it is a socket that nobody serves. Anything else stays, and binding will say what is in the way. */
export async function removeStaleSocketFile(path: string): Promise<void> {
  const isSocket = await lstat(path).then(
    file => file.isSocket(),
    () => false,
  );
  if (isSocket && !(await isServed(path))) await unlink(path);
}

function isServed(path: string): Promise<boolean> {
  return new Promise(resolve => {
    const probe = connect(path);
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'ECONNREFUSED'));
  });
}
