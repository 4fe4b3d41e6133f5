/** The files of a drop from the system, those in folders included. */
import * as l10n from '@vscode/l10n';
import { maxDroppedFiles } from '../../src/core/limits.ts';

/** One for all names: `localeCompare` would make one for each pair, which takes seconds for a large folder. */
const names = new Intl.Collator(undefined, { numeric: true });

/**
 * All files in the order of the drop, those of a folder by their names, however deep. Call it while the event is handled: afterwards
 * the browser gives nothing away. Rejects with a RangeError when there are too many, with a sentence when one can't be read.
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
    // Only so many at a time are kept waiting: a folder may have any number.
    if (files.length + waiting.length >= maxDroppedFiles) throw tooMany();
    if (one instanceof File) files.push(one);
    else if (isFolder(one)) waiting.push(...(await entriesOf(one)).sort(byName).reverse());
    else files.push(await fileOf(one as FileSystemFileEntry));
  }
  return files;
}

/** What more than `maxDroppedFiles` are told as. */
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
    // A hundred at most at once.
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

/** What a file or folder that can't be read is told as. */
export function unreadable(name: string, cause: unknown): Error {
  return new Error(l10n.t('“{0}” can’t be read: {1}', name, (cause as Error).message), { cause });
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function byName(one: FileSystemEntry, other: FileSystemEntry): number {
  return names.compare(one.name, other.name);
}
