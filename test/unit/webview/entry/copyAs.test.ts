import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { maxCopiedUnits } from '../../../../src/core/limits.ts';
import { type CopyFormat, copyMenu, copyRange } from '../../../../webview/entry/copyAs.ts';
import { EntryBytes } from '../../../../webview/entry/entryBytes.ts';
import type { TextEncoding } from '../../../../webview/entry/textEncodings.ts';
import { beginPage, hostDoes } from '../../../support/panelHost.ts';
import { elements, fire, names } from '../../../support/templates.ts';

describe('copied bytes', () => {
  let copied: string[];

  /** An entry whose bytes are repeated up to its length. */
  function entryOf(bytes: Uint8Array, length = bytes.length): EntryBytes {
    const fetch = async (_seq: number, offset: number, count: number) =>
      length === bytes.length ? bytes.slice(offset, offset + count) : new Uint8Array(count);
    return new EntryBytes(1, length, fetch, () => undefined);
  }
  const copy = (bytes: Uint8Array, from: number, to: number, format: CopyFormat, encoding: TextEncoding = 'utf8') =>
    copyRange(entryOf(bytes), [from, to], format, encoding);

  beforeEach(async () => {
    copied = [];
    await beginPage();
    hostDoes.copy = async text => void copied.push(text);
  });

  it('are those of the range, in other programs’ notations', async () => {
    const bytes = Buffer.from('a\0bc');
    for (const format of ['hex', 'cArray', 'pythonBytes', 'base64', 'text'] as const)
      assert.equal(await copy(bytes, 1, 3, format), 'Copied 2 bytes');
    assert.deepEqual(copied, ['00 62', 'unsigned char data[] = { 0x00, 0x62 };', "b'\\x00b'", 'AGI=', '\\0b']);
  });

  it('are text in the current encoding, with U+FFFD for invalid bytes', async () => {
    await copy(Uint8Array.of(0x61, 0xe9), 0, 2, 'text', 'latin1');
    assert.equal(await copy(Uint8Array.of(0x61, 0xe9), 0, 2, 'text'), 'Copied 2 bytes');
    await copy(Uint8Array.of(0xa4), 0, 1, 'text', 'iso-8859-15');
    await copy(Uint8Array.of(0x02, 0), 0, 2, 'text', 'utf16le');
    assert.deepEqual(copied, ['aé', 'a\ufffd', '€', '\\u{2}']);
  });

  it('are fetched as far as needed', async () => {
    const source = entryOf(new Uint8Array(), 200_000);
    await copyRange(source, [100_000, 100_002], 'hex', 'utf8');
    assert.equal(source.bytes.length, 100_002);
    assert.deepEqual(copied, ['00 00']);
  });

  it('are limited to what the clipboard may get, which is reported', async () => {
    const taken: number[][] = [];
    const bytes = {
      subarray(from: number, to: number) {
        taken.push([from, to]);
        return new Uint8Array(1);
      },
    };
    const source = { bytes, loadTo: async (end: number) => void taken.push([end]) } as unknown as EntryBytes;
    const most = 4 * 1024 * 1024;
    // An escape takes up to four characters.
    const characters = Math.floor((maxCopiedUnits - 100) / 4);
    assert.equal(
      await copyRange(source, [5, 5 + most], 'text', 'utf8'),
      `Copied the first ${characters} bytes of 4194304 bytes`,
    );
    assert.equal(
      await copyRange(source, [5, 6 + most], 'base64', 'utf8'),
      'Copied the first 4194304 bytes of 4194305 bytes',
    );
    const latin = Math.floor((maxCopiedUnits - 100) / 6);
    assert.equal(
      await copyRange(source, [0, most], 'text', 'latin1'),
      `Copied the first ${latin} bytes of 4194304 bytes`,
    );
    // An element of a C array takes up to seven characters.
    const elements = Math.floor((maxCopiedUnits - 100) / 7);
    assert.equal(
      await copyRange(source, [0, most], 'cArray', 'utf8'),
      `Copied the first ${elements} bytes of 4194304 bytes`,
    );
    assert.deepEqual(taken, [
      [5 + characters],
      [5, 5 + characters],
      [5 + most],
      [5, 5 + most],
      [latin],
      [0, latin],
      [elements],
      [0, elements],
    ]);
  });

  it('are empty if they can’t be read or copied, which is reported', async () => {
    const gone = new EntryBytes(
      1,
      9,
      async () => Promise.reject(new Error('It has gone.')),
      () => undefined,
    );
    await assert.rejects(copyRange(gone, [0, 9], 'hex', 'utf8'), new Error('Couldn’t copy: It has gone.'));
    hostDoes.copy = async () => Promise.reject(new Error('No clipboard.'));
    await assert.rejects(copy(Buffer.from('a'), 0, 1, 'hex'), new Error('Couldn’t copy: No clipboard.'));
    assert.deepEqual(copied, []);
  });
});

describe('the list of formats for copying bytes', () => {
  it('shows nothing else, since the entry’s panes have the same names', () => {
    const drawn = copyMenu(() => undefined, false);
    assert.deepEqual(names(drawn, 'button'), []);
    assert.deepEqual(names(drawn, 'option'), ['Copy as…', 'Hex', 'C array', 'Python bytes', 'Base64', 'Text']);
  });

  it('copies in the chosen format, more than once', () => {
    const formats: string[] = [];
    const list = elements(copyMenu(format => formats.push(format), false)).find(({ tag }) => tag === 'select');
    assert.ok(list);
    const target = { value: 'base64' };
    fire(list, 'change', { target });
    assert.equal(target.value, '');
    fire(list, 'change', { target });
    fire(list, 'change', { target: { value: 'hex' } });
    assert.deepEqual(formats, ['base64', 'hex']);
  });
});
