/** Removes stale socket files: the file of a Unix domain socket whose server died remains and blocks the next one. */
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
