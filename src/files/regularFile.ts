/**
 * Opens, reads and writes files at paths where other programs may have put anything. A pipe that no other process has
 * open would block one of the few threads forever, and a device has no end.
 */
import type { Stats } from 'node:fs';
import { constants, type FileHandle, open, stat } from 'node:fs/promises';
import { SocketError } from '../core/socketError.ts';

/** Opens a file for reading. Rejects with NOT_A_FILE for folders, pipes and devices, otherwise with the system's error. */
export async function openRegularFile(path: string): Promise<FileHandle> {
  return (await openWithStats(path)).file;
}

/** Does the same, and resolves with what the system said of the file when it was open, too. */
export async function openWithStats(path: string): Promise<{ readonly file: FileHandle; readonly stats: Stats }> {
  // Opening a device can have side effects, so it is checked first.
  if (!(await stat(path)).isFile()) throw notAFile(path);
  // If a pipe has taken its place by now, opening it doesn't wait for a writer. Windows has no such flag.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = await file.stat();
    if (stats.isFile()) return { file, stats };
    throw notAFile(path);
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Resolves with the bytes of a file, and with undefined if it is larger than `maxBytes`. Rejects as `openRegularFile` does. */
export async function readRegularFile(path: string, maxBytes: number): Promise<Uint8Array | undefined> {
  await using file = await openRegularFile(path);
  return await readOpened(file, maxBytes);
}

/**
 * Resolves with the bytes that an opened file has now, fewer if it becomes shorter, and with undefined if they are more
 * than `maxBytes`. Bytes that are appended meanwhile are ignored, since a file may grow faster than it is read.
 */
export async function readOpened(file: FileHandle, maxBytes: number): Promise<Uint8Array | undefined> {
  const { size } = await file.stat();
  if (size > maxBytes) return undefined;
  const bytes = new Uint8Array(size);
  let read = 0;
  for (let more = 1; more > 0 && read < size; read += more)
    more = (await file.read(bytes, read, size - read, read)).bytesRead;
  return read === size ? bytes : bytes.slice(0, read);
}

/**
 * Opens a file for writing, which is created or loses its contents. Rejects with NOT_REPLACEABLE for folders, pipes and
 * devices, otherwise with the system's error.
 */
export async function openForWriting(path: string): Promise<FileHandle> {
  await checkReplaceable(path);
  const { O_WRONLY, O_CREAT, O_NONBLOCK = 0 } = constants;
  // If a pipe has taken its place by now, opening it doesn't wait for a reader.
  const file = await open(path, O_WRONLY | O_CREAT | O_NONBLOCK);
  try {
    if (!(await file.stat()).isFile()) throw new SocketError('NOT_REPLACEABLE', { address: path });
    await file.truncate();
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Writes a file, replacing its contents if it exists. Rejects as `openForWriting` does. */
export async function writeRegularFile(path: string, bytes: Uint8Array): Promise<void> {
  await using file = await openForWriting(path);
  await file.writeFile(bytes);
}

/** Resolves if there is nothing at the path, or a file. Rejects with NOT_REPLACEABLE for folders, pipes and devices. */
export async function checkReplaceable(path: string): Promise<void> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  if (found && !found.isFile()) throw new SocketError('NOT_REPLACEABLE', { address: path });
}

function notAFile(path: string): SocketError {
  return new SocketError('NOT_A_FILE', { address: path });
}
