/** Files dropped onto the tree, and the question how they go. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { PeerSnapshot } from '../../src/core/endpointSnapshot.ts';
import type { ConnectionNode } from '../../src/host/connectionsTree.ts';
import { TreeDrops } from '../../src/host/transfers/treeDrops.ts';
import { FakeTransfers, FakeWindow } from './fakeTransfers.ts';

describe('files dropped onto the tree', () => {
  let screen: FakeWindow;
  const peer = { type: 'peer', endpoint: 'e1', peer: { id: 'p1' } as PeerSnapshot } as const;
  const whole = { type: 'endpoint', endpoint: 'e1' } as const;

  beforeEach(() => {
    screen = new FakeWindow();
    screen.replace('showQuickPick', () => 'Bytes, then end the stream');
    screen.replace('showErrorMessage', () => undefined);
  });
  afterEach(() => screen.restore());

  async function drop(fake: FakeTransfers, node: ConnectionNode | undefined, items: Record<string, unknown>) {
    const dropped = new vscode.DataTransfer();
    for (const [mime, value] of Object.entries(items))
      dropped.set(mime, value instanceof vscode.DataTransferItem ? value : new vscode.DataTransferItem(value));
    await new TreeDrops(fake.transfers).handleDrop(node, dropped);
  }

  const list = { 'text/uri-list': '# two files\r\nfile:///tmp/a%20b.txt\r\nfile:///tmp/c\r\n' };
  const files = [{ path: '/tmp/a b.txt' }, { path: '/tmp/c' }];

  it('go to the peer they are dropped on, asked once how', async () => {
    const fake = new FakeTransfers();
    await drop(fake, peer, list);
    await drop(fake, peer, list);
    const how = { mode: 'raw', endAfter: true };
    assert.deepEqual(fake.calls, Array(2).fill(['sendFiles', 'e1', { files, ...how }, { peer: 'p1' }, false]));
    assert.equal(screen.shown.length, 1);
  });

  it('go to all peers of an endpoint, asked again when a new one is among them', async () => {
    const fake = new FakeTransfers(['p1', 'p2']);
    await drop(fake, peer, list);
    await drop(fake, whole, list);
    await drop(fake, whole, list);
    assert.deepEqual(fake.calls.at(-1), ['sendFiles', 'e1', { files, mode: 'raw', endAfter: true }, undefined, false]);
    assert.equal(screen.shown.length, 2);
  });

  it('go as datagrams of the size and pace that are said, from a UDP socket', async () => {
    const fake = new FakeTransfers([], { kind: 'udp', address: ':0', remote: '127.0.0.1:9' });
    const answers = ['512', '2000000'];
    const asked: string[] = [];
    const window = vscode.window as unknown as { showInputBox: unknown };
    const { showInputBox } = window;
    window.showInputBox = async ({ value, prompt }: { value: string; prompt: string }) => {
      asked.push(value);
      assert.match(prompt, /Nothing tells whether they arrive|are lost/);
      return answers.shift();
    };
    await drop(fake, whole, list).finally(() => {
      window.showInputBox = showInputBox;
    });
    const pace = { datagramBytes: 512, bytesPerSecond: 2_000_000 };
    assert.deepEqual(asked, ['1024', '1000000']);
    assert.deepEqual(fake.calls, [['sendFiles', 'e1', { files, mode: 'datagrams', pace }, undefined, false]]);
  });

  it('without an address are handed over in slices', async () => {
    const fake = new FakeTransfers();
    const bytes = new Uint8Array(1024 * 1024 + 5).fill(7);
    const file = { name: 'photo.png', data: async () => bytes };
    const item = new vscode.DataTransferItem('');
    item.asFile = () => file;
    await drop(fake, peer, { files: item });
    assert.deepEqual(await fake.called('closeSpool'), ['spool of photo.png', true]);
    const [opened, sent, ...slices] = fake.calls;
    assert.deepEqual(opened, ['openSpool', 'photo.png', bytes.length, undefined]);
    assert.deepEqual(sent?.[2], { files: [{ spool: 'spool of photo.png' }], mode: 'raw', endAfter: true });
    assert.deepEqual(
      slices.filter(([call]) => call === 'spool').map(([, , slice]) => (slice as Uint8Array).buffer.byteLength),
      [1024 * 1024, 5],
    );
  });

  it('are not sent when the question is dismissed, and refused in words where nobody can have them', async () => {
    const fake = new FakeTransfers();
    screen.replace('showQuickPick', () => undefined);
    await drop(fake, peer, list);
    await drop(fake, undefined, list);
    await drop(fake, { type: 'saved', saved: { label: 'Echo' } } as ConnectionNode, list);
    await drop(new FakeTransfers([]), whole, list);
    assert.deepEqual(fake.calls, []);
    assert.deepEqual(screen.shown.slice(1), [
      'Drop files onto an endpoint or a peer.',
      '“Echo” is not running. Start it first, then drop files onto it.',
      'No client is connected, so nothing was sent.',
    ]);
  });
});
