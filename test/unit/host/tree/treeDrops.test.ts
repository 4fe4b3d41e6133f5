import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { type DataTransfer, type DataTransferItem, Uri } from 'vscode';
import type { PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import type { ConnectionNode } from '../../../../src/host/tree/connectionsTree.ts';
import { TreeDrops } from '../../../../src/host/tree/treeDrops.ts';
import { FakeTransfers } from '../../../support/fakeTransfers.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

const mebibyte = 1024 * 1024;

describe('files dropped onto the tree', () => {
  freshVscode();
  const disk = temporaryFolder();
  const peer = { type: 'peer', endpoint: 'e1', peer: { id: 'p1' } as PeerSnapshot } as const;
  const whole = { type: 'endpoint', endpoint: 'e1' } as const;
  const raw = { mode: 'raw', endAfter: true } as const;
  const list = (...uris: string[]) => [
    'text/uri-list',
    { asString: async () => `# files\r\n${uris.join('\r\n')}\r\n`, asFile: () => undefined },
  ];
  const files = [{ path: Uri.file('/tmp/a b.txt').fsPath }, { path: Uri.file('/tmp/c').fsPath }];
  const file = (name: string, more: object) => [name, { asFile: () => ({ name, ...more }) }];
  const bytes = (name: string, size: number) => file(name, { data: async () => new Uint8Array(size) });
  /** The data that VS Code passes for files dragged from a file manager: it parses their paths as URIs. */
  const handed = (...paths: string[]) => [
    list(...paths.map(path => Uri.file(path).toString())),
    ...paths.map(path => file(path.split('/').at(-1) ?? '', { uri: Uri.parse(path) })),
  ];
  const both = handed('/tmp/a b.txt', '/tmp/c');
  let fake: FakeTransfers;

  beforeEach(() => {
    fake = new FakeTransfers(['p1', 'p2']);
    for (const peers of [['p1'], ['p2'], ['p1', 'p2']]) fake.transfers.choices.choose('e1', peers, raw);
  });

  async function drop(node: ConnectionNode | undefined, ...items: unknown[][]): Promise<void> {
    const dropped = new Map(items as [string, DataTransferItem][]);
    await new TreeDrops(fake.transfers).handleDrop(node, dropped as unknown as DataTransfer);
  }
  const errors = () => questions.open.map(({ text }) => text);

  it('are sent to the peer they are dropped on, or to all of an endpoint', async () => {
    await drop(peer, ...both);
    await drop(whole, ...both);
    await drop({ type: 'more', endpoint: 'e1', hidden: 3 }, ...both);
    const sent = (target: unknown) => ['sendFiles', 'e1', { files, ...raw }, target, false];
    assert.deepEqual(fake.calls, [sent({ peer: 'p1' }), sent(undefined), sent(undefined)]);
  });

  it('are confirmed, and not sent if that is dismissed', async () => {
    fake = new FakeTransfers();
    const dropped = drop(peer, ...both);
    (await questions.question('send files? You’ll be asked only once', 'list')).dismiss();
    await dropped;
    assert.deepEqual([fake.calls, errors()], [[], []]);
  });

  it('are confirmed if they are outside the workspace and only URIs were dragged: a link may lead anywhere', async () => {
    await mkdir(disk.at('workspace'));
    await writeFile(disk.at('workspace/own'), '');
    workbenchState.state.folders = [disk.at('workspace')];
    const own = Uri.file(disk.at('workspace/own'));
    const secret = Uri.file(disk.at('secret'));
    const picture = file('secret', { data: async () => new Uint8Array(3) });
    const other = file('secret', { uri: Uri.file('/tmp/secret') });
    for (const [, ...items] of [
      ['a link'],
      ['a link around a picture, which is a file without a path', picture],
      ['a link beside another file', other],
    ] as [string, ...unknown[][]][]) {
      const dropped = drop(peer, list(own.toString(), secret.toString()), ...items);
      (await questions.question(`Send ${secret.fsPath}?\nThe file isn’t in this workspace.`)).dismiss();
      await dropped;
    }
    assert.deepEqual([fake.calls, errors()], [[], []]);
    await drop(peer, list(own.toString()));
    const agreed = drop(peer, list(secret.toString()));
    (await questions.question(`Send ${secret.fsPath}?`)).answer('Send');
    await agreed;
    const sent = fake.calls.map(([, , how]) => (how as { files: unknown }).files);
    assert.deepEqual(sent, [[{ path: own.fsPath }], [{ path: secret.fsPath }]]);
    assert.deepEqual([fake.transfers.approved.has(own), fake.transfers.approved.has(secret)], [false, true]);
  });

  it('need no such confirmation if the system provided them, however VS Code spells their paths', async () => {
    await drop(peer, ...handed('/tmp/50% #1?.txt', '/tmp/%41'));
    const [sent] = fake.calls.map(([, , how]) => (how as { files: unknown }).files);
    assert.deepEqual(sent, [{ path: '/tmp/50% #1?.txt' }, { path: '/tmp/%41' }]);
    assert.ok(fake.transfers.approved.has(Uri.file('/tmp/%41')));
    assert.deepEqual(questions.open, []);
  });

  it('are rejected with a sentence if there is no recipient', async () => {
    await drop(undefined, ...both);
    await drop({ type: 'saved', saved: { label: 'Echo' } } as ConnectionNode, ...both);
    fake = new FakeTransfers([]);
    await drop(whole, ...both);
    assert.deepEqual(errors(), [
      'Drop files onto an endpoint or a client.',
      '“Echo” is not running. Start it first, then drop files onto it.',
      'No client is connected, so nothing was sent.',
    ]);
  });

  it('without a URI are read before anything is asked, since VS Code forgets their bytes', async () => {
    fake = new FakeTransfers();
    let isRead = false;
    const reads = file('a', {
      data: async () => {
        isRead = true;
        return new Uint8Array(3);
      },
    });
    const dropped = drop(peer, reads);
    const question = await questions.question('send files? You’ll be asked only once', 'list');
    assert.equal(isRead, true);
    question.answer('then end the stream');
    await dropped;
    assert.deepEqual(await fake.called('openSpool'), ['a', 3, undefined]);
    assert.deepEqual(await fake.called('closeSpool'), ['spool of a', true]);
  });

  it('are taken by URI if some have one, and anything that isn’t a file is skipped', async () => {
    await drop(peer, file('a', { uri: Uri.file('/tmp/c') }), ['text', { asFile: () => undefined }], bytes('b', 1));
    const sent = fake.calls.find(([call]) => call === 'sendFiles');
    assert.deepEqual(sent?.[2], { files: [files[1], { spool: 'spool of b' }], ...raw });
  });

  it('can’t be folders, which VS Code can’t read', async () => {
    await drop(peer, file('photos', { data: () => Promise.reject(new Error('EISDIR')) }));
    assert.deepEqual(errors(), ['“photos” can’t be read from here. Drop folders onto the panel.']);
  });

  it('are limited in total to what is held in memory', async () => {
    const large = (name: string, size: number) => file(name, { data: async () => ({ length: size }) });
    await drop(peer, large('a', 200 * mebibyte), large('b', 56 * mebibyte + 1));
    assert.match(errors()[0] ?? '', /^“b” is 268 MB\./);
    assert.deepEqual(fake.calls, []);
  });
});
