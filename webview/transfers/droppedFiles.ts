/** Collects the files dropped from the system, including those in folders. */
import * as l10n from '@vscode/l10n';
import { maxDroppedFiles } from '../../src/core/limits.ts';

/**
 * Shared by all comparisons: `localeCompare` would create a collator for each, which takes seconds for a large folder.
 */
const names = new Intl.Collator(undefined, { numeric: true });

/**
 * Returns all files in the order of the drop, those of a folder sorted by name, at any depth. Must be called while the
 * event is being handled, since the browser reveals nothing afterwards. Rejects with a RangeError if there are too
 * many, and with a sentence if one can't be read.
 */
export function droppedFiles(items: Iterable<DataTransferItem>): Promise<File[]> {
  const taken = [...items]
    .filter(({ kind }) => kind === 'file')
    .map(item => item.webkitGetAsEntry() ?? item.getAsFile())
    .filter(one => one !== null);
  return collect(taken);
}

async function collect(taken: readonly (FileSystemEntry | File)[]): Promise<File[]> {
  const files: File[] = [];
  const waiting = [...taken].reverse();
  for (let one = waiting.pop(); one; one = waiting.pop()) {
    // Limit the number of waiting entries, too: a folder may contain any number.
    if (files.length + waiting.length >= maxDroppedFiles) throw tooMany();
    if (one instanceof File) files.push(one);
    else if (isFolder(one)) waiting.push(...(await entriesOf(one)).sort(byName).reverse());
    else files.push(await fileOf(one as FileSystemFileEntry));
  }
  return files;
}

/** Creates the error for more than `maxDroppedFiles`. */
export function tooMany(): RangeError {
  return new RangeError(
    l10n.t(
      'At most {0} files can be dropped here. To send more, drop their folder in the Connections view.',
      maxDroppedFiles,
    ),
  );
}

async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    // The browser returns at most a hundred entries at a time.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject)).catch(
      error => Promise.reject(unreadable(folder.name, error)),
    );
    if (some.length === 0) return all;
    all.push(...some);
    if (all.length > maxDroppedFiles) throw tooMany();
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise<File>((resolve, reject) => entry.file(resolve, error => reject(unreadable(entry.name, error))));
}

/** Creates the error for a file or folder that can't be read. */
export function unreadable(name: string, cause: unknown): Error {
  return new Error(l10n.t('“{0}” can’t be read: {1}', name, (cause as Error).message), { cause });
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function byName(one: FileSystemEntry, other: FileSystemEntry): number {
  return names.compare(one.name, other.name);
}
