/** The files of a transfer, before they are opened: each in its turn, so that a folder of any size keeps one file open. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FileToSend } from '../../core/transfer/transfer.ts';
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

export async function filesToOpen(given: readonly FileToSend[], spools: Spools): Promise<FilesToOpen> {
  const files: FileToOpen[] = [];
  for (const one of given) {
    if (!('path' in one)) {
      files.push(spools.find(one.spool));
      continue;
    }
    const { path } = one;
    files.push({ size: (await stat(path)).size, open: options => openFile(path, options) });
  }
  const [first] = given;
  const path = first && 'path' in first ? first.path : '';
  return { name: basename(path), path, size: files.reduce((sum, { size }) => sum + size, 0), files };
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
