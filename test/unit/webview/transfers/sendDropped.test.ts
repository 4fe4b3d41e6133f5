import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { sendDropped } from '../../../../webview/transfers/sendDropped.ts';
import { beginPage, hostDoes } from '../../../support/panelHost.ts';

describe('a drop on the page', () => {
  let sent: unknown[];
  let spooled: Record<string, string>;
  let closed: [string, boolean][];

  function drop(files: readonly File[], uris = ''): Promise<void> {
    const items = files.map(file => ({ kind: 'file', webkitGetAsEntry: () => null, getAsFile: () => file }));
    const getData = (type: string) => (type === 'text/uri-list' ? uris : '');
    return sendDropped({ items, getData } as unknown as DataTransfer, 'all');
  }

  beforeEach(async () => {
    sent = [];
    spooled = {};
    closed = [];
    await beginPage();
    hostDoes.sendDropped = async (files, target) => {
      sent.push(files, target);
      return files.map((_, at) => `s${at}`);
    };
    hostDoes.spool = async (spool, bytes) => {
      spooled[spool] = (spooled[spool] ?? '') + Buffer.from(bytes).toString();
    };
    hostDoes.closeSpool = async (spool, complete) => void closed.push([spool, complete]);
  });

  it('is described first, and its bytes follow, each file into its own spool', async () => {
    await drop([
      new File(['one'], 'a.txt', { lastModified: 7 }),
      new File([], 'empty.txt', { lastModified: 8 }),
      new File(['three'], 'c.txt', { lastModified: 9 }),
    ]);
    assert.deepEqual(sent, [
      [
        { name: 'a.txt', sizeBytes: 3, modifiedMs: 7 },
        { name: 'empty.txt', sizeBytes: 0, modifiedMs: 8 },
        { name: 'c.txt', sizeBytes: 5, modifiedMs: 9 },
      ],
      'all',
    ]);
    assert.deepEqual(spooled, { s0: 'one', s2: 'three' });
    assert.deepEqual(closed, [
      ['s0', true],
      ['s1', true],
      ['s2', true],
    ]);
  });

  it('is sent by URI if there are no files: the host reads them', async () => {
    await drop([], 'file:///a.txt\r\nfile:///b.txt');
    assert.deepEqual(sent, [[{ uri: 'file:///a.txt' }, { uri: 'file:///b.txt' }], 'all']);
    assert.deepEqual(spooled, {});
  });

  it('is sent as files if there are both: they are on the user’s machine', async () => {
    await drop([new File(['x'], 'a.txt', { lastModified: 7 })], 'file:///elsewhere/a.txt');
    assert.deepEqual(sent[0], [{ name: 'a.txt', sizeBytes: 1, modifiedMs: 7 }]);
  });

  it('is reported to contain no file, if so', async () => {
    await assert.rejects(drop([], 'https://example.org/'), { message: 'None of the dropped items is a file.' });
    assert.deepEqual(sent, []);
  });

  it('is too much with more URIs than files can be sent at once', async () => {
    const uris = (count: number) => Array.from({ length: count }, (_, at) => `file:///${at}`).join('\n');
    await assert.rejects(drop([], uris(10_001)), /^RangeError: At most 10000 files/);
    await drop([], uris(10_000));
    assert.equal((sent[0] as unknown[]).length, 10_000);
  });

  it('sends no bytes if the user changed their mind', async () => {
    hostDoes.sendDropped = async () => undefined;
    await drop([new File(['x'], 'a.txt')]);
    assert.deepEqual([spooled, closed], [{}, []]);
  });

  it('continues with the others if a file can’t be read, and reports the first such file', async () => {
    const broken = (name: string) => {
      const slice = () => ({ arrayBuffer: async () => Promise.reject(new Error('it has gone')) });
      return Object.assign(new File(['x'], name), { slice });
    };
    const all = [broken('a.txt'), new File(['two'], 'b.txt'), broken('c.txt')];
    await assert.rejects(drop(all as unknown as File[]), { message: '“a.txt” can’t be read: it has gone' });
    assert.deepEqual(spooled, { s1: 'two' });
    assert.deepEqual(closed, [
      ['s0', false],
      ['s1', true],
      ['s2', false],
    ]);
  });
});
