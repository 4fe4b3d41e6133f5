import assert from 'node:assert/strict';
import { maxDroppedFiles } from '../../../../src/core/limits.ts';
import { droppedFiles } from '../../../../webview/transfers/droppedFiles.ts';

/** A folder with its contents, in the order in which the system lists them. A name alone is a file, an error an unreadable one. */
interface Folder {
  readonly [name: string]: Folder | Error | undefined;
}

function entryOf(name: string, content: Folder | Error | undefined): FileSystemEntry {
  const entry = { name, isDirectory: content !== undefined && !(content instanceof Error) };
  if (!entry.isDirectory) {
    const file = (resolve: (file: File) => void, reject: (error: Error) => void) =>
      content instanceof Error ? reject(content) : resolve({ name } as File);
    return { ...entry, file } as unknown as FileSystemEntry;
  }
  const createReader = () => {
    const left = Object.entries(content as Folder).map(([inner, what]) => entryOf(inner, what));
    // Browsers return a hundred at a time.
    return { readEntries: (resolve: (some: FileSystemEntry[]) => void) => resolve(left.splice(0, 100)) };
  };
  return { ...entry, createReader } as unknown as FileSystemEntry;
}

function itemOf(name: string, content?: Folder | Error): DataTransferItem {
  return { kind: 'file', webkitGetAsEntry: () => entryOf(name, content) } as unknown as DataTransferItem;
}

const filesIn = (count: number): Folder =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`${at}.bin`, undefined]));

describe('dropped files', () => {
  const names = async (...items: DataTransferItem[]) => (await droppedFiles(items)).map(({ name }) => name);

  it('are in drop order, those of folders sorted by name and number, at any depth', async () => {
    const folder = { '10.txt': undefined, '9.txt': undefined, b: { 'd.txt': undefined, 'c.txt': undefined } };
    assert.deepEqual(await names(itemOf('z.txt'), itemOf('folder', folder), itemOf('a.txt')), [
      'z.txt',
      '9.txt',
      '10.txt',
      'c.txt',
      'd.txt',
      'a.txt',
    ]);
  });

  it('are all of a folder, though a browser lists a hundred at a time', async () => {
    assert.equal((await names(itemOf('folder', filesIn(250)))).length, 250);
    assert.deepEqual(await names(itemOf('folder', {})), []);
  });

  it('are accepted even if the browser doesn’t support folders, and exclude text', async () => {
    const plain = { kind: 'file', webkitGetAsEntry: () => null, getAsFile: () => new File([], 'plain.txt') };
    const nothing = { kind: 'file', webkitGetAsEntry: () => null, getAsFile: () => null };
    const text = { kind: 'string', webkitGetAsEntry: () => assert.fail('no file') };
    assert.deepEqual(await names(...([text, plain, nothing] as unknown as DataTransferItem[])), ['plain.txt']);
  });

  it('are rejected with a sentence if they are too many, in one folder or in several', async () => {
    assert.equal((await names(itemOf('folder', filesIn(maxDroppedFiles)))).length, maxDroppedFiles);
    const tooMany = { name: 'RangeError', message: /^At most 10000 files can be dropped here\./ };
    await assert.rejects(names(itemOf('folder', filesIn(maxDroppedFiles + 1))), tooMany);
    const half = filesIn(maxDroppedFiles / 2);
    await assert.rejects(names(itemOf('one', half), itemOf('other', { ...half, more: undefined })), tooMany);
  });

  it('are rejected by name if one is unreadable', async () => {
    await assert.rejects(names(itemOf('a.txt'), itemOf('b.txt', new Error('locked'))), {
      message: '“b.txt” can’t be read: locked',
    });
    const folder = {
      kind: 'file',
      webkitGetAsEntry: () => ({
        name: 'mine',
        isDirectory: true,
        createReader: () => ({
          readEntries: (_: unknown, reject: (error: Error) => void) => reject(new Error('gone')),
        }),
      }),
    };
    await assert.rejects(names(folder as unknown as DataTransferItem), { message: '“mine” can’t be read: gone' });
  });
});
