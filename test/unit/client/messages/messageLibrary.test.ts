import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageLibrary, type RemovedEntry } from '../../../../src/client/messages/messageLibrary.ts';
import type { SavedMessage } from '../../../../src/core/message/savedMessages.ts';
import { inTheWay } from '../../../support/inTheWay.ts';

describe('the message library', () => {
  let folder: string;
  let path: string;
  let library: MessageLibrary;
  const hello = { name: 'hello', notation: 'text', text: 'hi' } as const;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portside-messages-'));
    path = join(folder, 'storage', 'messages.json');
    library = new MessageLibrary(path);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const fileAs = async (value: unknown) => {
    await library.create();
    await writeFile(path, typeof value === 'string' ? value : JSON.stringify(value));
  };

  it('is empty without a file, and reading creates none', async () => {
    assert.deepEqual(await library.messages(), []);
    await assert.rejects(readFile(path), { code: 'ENOENT' });
  });

  it('keeps messages, leaving no other file behind', async () => {
    await library.save(hello);
    await library.save({ ...hello, folder: 'a', checksum: 'crc32' });
    assert.deepEqual(await new MessageLibrary(path).messages(), [hello, { ...hello, folder: 'a', checksum: 'crc32' }]);
    assert.deepEqual(await readdir(join(folder, 'storage')), ['messages.json']);
  });

  it('replaces the one of the same name, folder and endpoint', async () => {
    await library.save(hello);
    await library.save({ ...hello, endpoint: 'mine' });
    await library.save({ ...hello, text: 'changed' });
    assert.deepEqual(
      (await library.messages()).map(({ text }) => text),
      ['changed', 'hi'],
    );
  });

  it('renames and removes', async () => {
    await library.save(hello);
    await library.replace(hello, { ...hello, name: 'bye' });
    assert.equal(await library.remove(hello), undefined);
    assert.deepEqual(await library.messages(), [{ ...hello, name: 'bye' }]);
    await library.remove({ ...hello, name: 'bye' });
    assert.deepEqual(await library.messages(), []);
  });

  it('restores what was removed unchanged at its old position, or at the end of a shorter list', async () => {
    const entries = [
      { name: 'a', text: 'a' },
      { name: 'b', text: 'b', later: 1 },
      { name: 'c', text: 'c' },
    ];
    await fileAs({ version: 1, messages: entries });
    const names = async () => (await library.messages()).map(({ name }) => name).join('');
    const [, b, c] = await library.messages();
    const removed = await library.remove(b as SavedMessage);
    assert.equal(await names(), 'ac');
    await library.insert(removed as RemovedEntry);
    assert.deepEqual(JSON.parse(await readFile(path, 'utf8')).messages, entries);
    const last = await library.remove(c as SavedMessage);
    await library.remove(b as SavedMessage);
    await library.insert(last as RemovedEntry);
    assert.equal(await names(), 'ac');
  });

  it('runs concurrent operations one after the other', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, at) => library.save({ ...hello, name: `m${at}` })));
    assert.equal((await library.messages()).length, 20);
  });

  it('sees changes by another window', async () => {
    await library.save(hello);
    await library.messages();
    await new MessageLibrary(path).save({ ...hello, name: 'other' });
    await library.save({ ...hello, name: 'mine' });
    assert.deepEqual(
      (await library.messages()).map(({ name }) => name),
      ['hello', 'other', 'mine'],
    );
  });

  it('skips what isn’t a message, and keeps it in the file', async () => {
    const odd = [{ name: '' }, 7, { name: 'x', text: 'x', checksum: 'md5' }];
    await fileAs({ version: 1, comment: 'mine', messages: [...odd, { name: 'ok', text: 'a', later: 1 }] });
    assert.deepEqual(await library.messages(), [{ name: 'ok', notation: 'text', text: 'a', later: 1 }]);
    await library.save(hello);
    const { comment, messages } = JSON.parse(await readFile(path, 'utf8'));
    assert.equal(comment, 'mine');
    assert.deepEqual(messages.slice(0, 3), odd);
    assert.equal(messages.length, 5);
  });

  for (const [text, code] of [
    ['{"messages": [', 'notJson'],
    ['null', 'notAList'],
    ['[]', 'notAList'],
    [`{"messages": ${'['.repeat(128)}${']'.repeat(128)}}`, 'notAList'],
    ['{"messages": {}}', 'notAList'],
  ]) {
    it(`refuses and keeps ${text}`, async () => {
      await fileAs(text);
      const refused = (error: unknown) => (error as { trouble?: { code: string } }).trouble?.code === code;
      await assert.rejects(library.messages(), refused);
      await assert.rejects(library.save(hello), refused);
      assert.equal(await readFile(path, 'utf8'), text);
    });
  }

  for (const [what, put] of Object.entries(inTheWay).filter(([what]) => !what.startsWith('a link to nothing')))
    it(`refuses ${what} in its place`, async () => {
      await mkdir(join(folder, 'storage'));
      await put(path);
      const refused = what === 'a link to itself' ? { code: 'ELOOP' } : { trouble: { code: 'notAFile' } };
      await assert.rejects(library.messages(), refused);
      await assert.rejects(library.save(hello), refused);
    });

  it('refuses a file larger than the limit without reading it', async () => {
    const text = JSON.stringify({ messages: [hello] });
    await fileAs(text);
    assert.deepEqual(await new MessageLibrary(path, text.length).messages(), [hello]);
    const tooLarge = { trouble: { code: 'tooLarge', bytes: text.length } };
    await assert.rejects(new MessageLibrary(path, text.length - 1).messages(), tooLarge);
    await fileAs('x'.repeat(text.length));
    await assert.rejects(new MessageLibrary(path, text.length - 1).messages(), tooLarge);
  });
});
