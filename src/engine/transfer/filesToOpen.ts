/** The files of a transfer, before they are opened: each in its turn, so that a folder of any size keeps one file open. */
import type { FileToSend } from '../../core/transfer/transfer.ts';
import { expandFiles } from './expandFiles.ts';
import { type FileSource, openFile } from './fileSource.ts';
import type { Spools } from './spools.ts';

export interface FileToOpen {
  readonly size: number;
  open(options: { readonly isHashed: boolean }): Promise<FileSource>;
}

/** What one transfer sends. */
export interface FilesToOpen {
  readonly name: string;
  /** Of the one file or folder that it is. */
  readonly path?: string;
  readonly size: number;
  readonly files: readonly FileToOpen[];
}

/** What was picked, folders as the files in them. Rejects with a SocketError when something can't be read. */
export async function filesToOpen(
  given: readonly FileToSend[],
  spools: Spools,
  signal?: AbortSignal,
): Promise<FilesToOpen> {
  const picked: Picked[] = [];
  for (const one of given) picked.push('path' in one ? await filesAt(one.path, signal) : spooled(one.spool, spools));
  const files = picked.flatMap(one => one.files);
  const [first] = picked;
  const path = picked.length === 1 ? first?.path : undefined;
  const size = files.reduce((sum, file) => sum + file.size, 0);
  return { name: first?.name ?? '', ...(path !== undefined && { path }), size, files };
}

type Picked = Omit<FilesToOpen, 'size'>;

async function filesAt(path: string, signal: AbortSignal | undefined): Promise<Picked> {
  const { name, files, failures } = await expandFiles(path, signal);
  // Part of a folder would look like all of it.
  const [failure] = failures;
  if (failure) throw failure;
  return { name, path, files: files.map(file => ({ size: file.size, open: options => openFile(file.path, options) })) };
}

function spooled(id: string, spools: Spools): Picked {
  const spool = spools.find(id);
  return { name: spool.name, files: [spool] };
}

/** Opens a file for as long as it is used. */
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
