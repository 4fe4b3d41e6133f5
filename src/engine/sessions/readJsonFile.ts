/** Reads the small files that Portside keeps in a session, whatever has taken their place. */
import type { FileHandle } from 'node:fs/promises';
import { isJsonDeeper } from '../../core/bytes/jsonDepth.ts';
import { openRegularFile } from '../files/openRegularFile.ts';

/** A larger file isn't loaded. A panel's draft and history are the most that is kept. */
const maxFileBytes = 32 * 1024 * 1024;
/** No file of ours is as deep: the unknown keys of a config have a hundred levels at most. */
const maxLevels = 128;

/** Resolves with the value of a file, and with undefined if it is missing, too large or too deep, no regular file, or not JSON. */
export async function readJsonFile(path: string, maxBytes = maxFileBytes): Promise<unknown> {
  try {
    await using file = await openRegularFile(path);
    const { size } = await file.stat();
    if (size > maxBytes) return undefined;
    const bytes = await firstBytes(file, size);
    return isJsonDeeper(bytes, maxLevels) ? undefined : JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    // Also where it is another user's: nothing here depends on why it can't be read.
    return undefined;
  }
}

/** The first bytes of a file, fewer where it has become shorter. Not up to its end: it may grow faster than it is read. */
async function firstBytes(file: FileHandle, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let read = 0;
  for (let more = 1; more > 0 && read < length; read += more)
    more = (await file.read(bytes, read, length - read, read)).bytesRead;
  return bytes.subarray(0, read);
}
