import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { mock } from 'node:test';
import { Uri, workspace } from 'vscode';
import { checkSize, type FileOrigin, openOrigins } from '../../../../src/host/transfers/fileOrigins.ts';
import { FakeTransfers } from '../../../support/fakeTransfers.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { inTheWay } from '../../../support/inTheWay.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

const mebibyte = 1024 * 1024;

describe('files to be sent', () => {
  freshVscode();
  const folder = temporaryFolder();
  let fake: FakeTransfers;
  const open = (...origins: FileOrigin[]) => openOrigins(origins, fake.transfers.endpoints.engine);
  const bytesOf = (name: string, bytes: Uint8Array) =>
    ({ name, sizeBytes: bytes.length, read: async () => bytes }) satisfies FileOrigin;

  beforeEach(() => {
    fake = new FakeTransfers();
  });

  it('on the engine’s disk are read there, wherever they are and whether they exist or not', async () => {
    const uri = Uri.file('/tmp/nothing here');
    const opened = await open({ uri });
    await opened.feed();
    assert.deepEqual(opened.files, [{ path: uri.fsPath }]);
    assert.deepEqual(fake.calls, []);
  });

  it('keep their order, with those whose bytes are awaited marked', async () => {
    const opened = await open(
      { name: 'dropped', sizeBytes: 3 },
      { uri: Uri.file('/tmp/a') },
      bytesOf('read', new Uint8Array(1)),
      { name: 'too', sizeBytes: 4, modifiedMs: 5 },
    );
    const spools = ['dropped', 'read', 'too'].map(name => `spool of ${name}`);
    assert.deepEqual(opened.files, [
      { spool: spools[0] },
      { path: Uri.file('/tmp/a').fsPath },
      { spool: spools[1] },
      { spool: spools[2] },
    ]);
    assert.deepEqual(opened.awaited, [spools[0], spools[2]]);
    assert.deepEqual(fake.calls, [
      ['openSpool', 'dropped', 3, undefined],
      ['openSpool', 'read', 1, undefined],
      ['openSpool', 'too', 4, 5],
    ]);
  });

  for (const [size, slices] of [
    [0, []],
    [mebibyte, [mebibyte]],
    [mebibyte + 1, [mebibyte, 1]],
  ] as const)
    it(`of ${size} bytes are sent in slices with their own buffers`, async () => {
      const opened = await open(bytesOf('a', new Uint8Array(new ArrayBuffer(size + 10), 5, size)));
      await opened.feed();
      const sent = fake.calls.filter(([call]) => call === 'spool').map(([, , slice]) => slice as Uint8Array);
      assert.deepEqual(
        sent.map(slice => slice.buffer.byteLength),
        slices,
      );
      assert.deepEqual(fake.calls.at(-1), ['closeSpool', 'spool of a', true]);
    });

  it('that can’t be read fail individually, and the next continues', async () => {
    const opened = await open(
      { name: 'gone', sizeBytes: 3, read: () => Promise.reject(new Error('it is gone')) },
      bytesOf('there', new Uint8Array(1)),
    );
    await opened.feed();
    const closed = fake.calls.filter(([call]) => call === 'closeSpool');
    assert.deepEqual(closed, [
      ['closeSpool', 'spool of gone', false],
      ['closeSpool', 'spool of there', true],
    ]);
  });

  it('are abandoned silently if the engine is gone while receiving them', async () => {
    const opened = await open(bytesOf('a', new Uint8Array(1)), { name: 'b', sizeBytes: 1 });
    fake.engine.spool = fake.engine.closeSpool = () => Promise.reject(new Error('the engine has gone'));
    await opened.feed();
    opened.abandon();
  });

  it('are all abandoned together', async () => {
    (await open({ name: 'a', sizeBytes: 1 }, { uri: Uri.file('/b') }, { name: 'c', sizeBytes: 1 })).abandon();
    assert.deepEqual(fake.calls.slice(2), [
      ['closeSpool', 'spool of a', false],
      ['closeSpool', 'spool of c', false],
    ]);
  });

  it('are abandoned if one of them can’t be opened', async () => {
    const { openSpool } = fake.engine;
    fake.engine.openSpool = async (name, ...more) =>
      name === 'b' ? Promise.reject(new Error('no room')) : ((await openSpool?.(name, ...more)) ?? '');
    await assert.rejects(open({ name: 'a', sizeBytes: 1 }, { name: 'b', sizeBytes: 1 }), /no room/);
    assert.deepEqual(fake.calls.at(-1), ['closeSpool', 'spool of a', false]);
  });

  it('that only VS Code can read are read by it, with their size and time', async () => {
    await writeFile(folder.at('a.txt'), 'four');
    const uri = Uri.file(folder.at('a.txt')).with({ scheme: 'memory' });
    const opened = await open({ uri });
    await opened.feed();
    const { mtime } = await workspace.fs.stat(uri);
    const [first, sent] = fake.calls;
    assert.deepEqual(first, ['openSpool', 'a.txt', 4, mtime]);
    assert.equal(Buffer.from(sent?.[2] as Uint8Array).toString(), 'four');
  });

  it('can’t be folders if only VS Code can read them', async () => {
    await mkdir(folder.at('photos'));
    const uri = Uri.file(folder.at('photos')).with({ scheme: 'memory' });
    await assert.rejects(open({ uri }), {
      name: 'RangeError',
      message: /^photos is a folder, but it isn’t on the machine that opens the sockets/,
    });
  });

  it('can’t be pipes or devices if only VS Code can read them', async () => {
    await inTheWay['a pipe']?.(folder.at('pipe'));
    const uri = Uri.file(folder.at('pipe')).with({ scheme: 'memory' });
    await assert.rejects(open({ uri }), { code: process.platform === 'win32' ? 'FileNotFound' : 'NOT_A_FILE' });
  });

  it('that were never saved are their text, in UTF-8', async () => {
    const uri = Uri.parse('untitled:Untitled-1');
    mock.property(workspace, 'textDocuments', [
      { uri: Uri.parse('untitled:Untitled-2'), getText: () => 'another' },
      { uri, getText: () => 'größe' },
    ] as never);
    await (await open({ uri })).feed();
    assert.deepEqual(fake.calls[0], ['openSpool', 'Untitled-1', 7, undefined]);
    assert.equal(Buffer.from(fake.calls[1]?.[2] as Uint8Array).toString(), 'größe');
  });

  it('are held in memory up to 256 MiB', () => {
    checkSize('a', 256 * mebibyte);
    assert.throws(() => checkSize('film.mkv', 256 * mebibyte + 1), {
      name: 'RangeError',
      message: /^“film\.mkv” is 268 MB\. .* at most 268 MB here/,
    });
  });
});
