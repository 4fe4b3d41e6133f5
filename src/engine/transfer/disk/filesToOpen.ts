/** The files of a transfer. They are opened one after the other, so that even a large folder keeps only one open. */
import type { FileToSend } from '../../../core/transfer/transferSnapshot.ts';
import { expandFiles } from './expandFiles.ts';
import { type FileSource, openFileSource } from './fileSource.ts';
import { guessTypeOfFile } from './fileType.ts';
import type { Spools } from './spools.ts';

export interface FileToOpen {
  open(options: { readonly isHashed: boolean }): Promise<FileSource>;
}

/** Files that one transfer sends. */
export interface FilesToOpen {
  /** Name of the only file or folder, or of the first. */
  readonly name: string;
  readonly path?: string;
  /** Type of the only file, if it is on disk. */
  readonly mediaType?: string;
  /** Bytes of all files. */
  readonly size: number;
  readonly files: readonly FileToOpen[];
}

/**
 * Finds the files to send. Rejects with the system's error for a file that can't be read, or with SPOOL_ABANDONED for
 * bytes that are no longer delivered.
 */
export async function filesToOpen(given: readonly FileToSend[], spools: Spools): Promise<FilesToOpen> {
  const found = await Promise.all(given.map(one => ('path' in one ? onDisk(one.path) : spooled(one.spool, spools))));
  const [first] = found;
  if (!first) throw new RangeError('nothing to send');
  const size = found.reduce((sum, one) => sum + one.size, 0);
  const files = found.flatMap(one => one.files);
  return { ...(found.length === 1 ? first : { name: first.name }), size, files };
}

/** Opens a file, calls `use` with it, and closes it. */
export async function withSource<T>(
  file: FileToOpen,
  options: { readonly isHashed: boolean },
  use: (source: FileSource) => Promise<T>,
): Promise<T> {
  const source = await file.open(options);
  try {
    return await use(source);
  } finally {
    await source.close();
  }
}

/** Finds the files at a path. Sockets and devices in a folder are skipped, since they contain nothing to send. */
async function onDisk(path: string): Promise<FilesToOpen> {
  const { name, files, size, failures } = await expandFiles(path);
  const [failure] = failures;
  if (failure) throw failure;
  const type = files.length === 1 ? await guessTypeOfFile(path) : undefined;
  const opened = files.map((file): FileToOpen => ({ open: options => openFileSource(file.path, options) }));
  return { name, path, size, files: opened, ...(type && { mediaType: type.mediaType }) };
}

function spooled(id: string, spools: Spools): FilesToOpen {
  const { name, size } = spools.find(id).options;
  return { name, size, files: [{ open: options => spools.find(id).read(options) }] };
}
