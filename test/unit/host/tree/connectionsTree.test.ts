import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { type MarkdownString, type ThemeIcon, type TreeItem, TreeItemCollapsibleState } from 'vscode';
import { isUserGesture } from '../../../../src/client/callers/userGestures.ts';
import type { EndpointSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { client, peer, server, settled, treeScene } from './treeScene.ts';

describe('the connections tree', () => {
  const scene = treeScene();
  const failure = { code: 'ECONNREFUSED', params: { operation: 'connect', address: 'tcp://127.0.0.1:9' } } as const;

  const itemOf = async (endpoint: EndpointSnapshot): Promise<TreeItem> => {
    scene.endpoints.list(endpoint);
    return scene.tree.getTreeItem((await scene.tree.getChildren())[0] ?? assert.fail('it is not listed'));
  };
  const linesOf = ({ tooltip }: TreeItem) => (tooltip as MarkdownString).value.trimEnd().split('\n');

  it('shows external names as plain text, and recognizes the rows that it gave to VS Code', async () => {
    const name = 'photo\u202egpj.exe\nsecond line';
    scene.endpoints.list(endpointSnapshot('e', 0, { config: { ...server, name } }));
    const [node = assert.fail()] = await scene.tree.getChildren();
    assert.ok(!isUserGesture(node));
    const item = scene.tree.getTreeItem(node);
    assert.equal(item.label, 'photo\\u{202e}gpj.exe second line');
    assert.match(item.accessibilityInformation?.label ?? '', /^TCP server photo\\u\{202e\}gpj\.exe second line, /);
    assert.ok(isUserGesture(node) && !isUserGesture({ ...node }));
  });

  it('has no arrow if there is nothing below, and expands when the first peer arrives', async () => {
    const { Expanded, None } = TreeItemCollapsibleState;
    scene.endpoints.list(endpointSnapshot('e', 0));
    const [node = assert.fail()] = await scene.tree.getChildren();
    const isUnfolded = () => scene.tree.getTreeItem(node).collapsibleState;
    // VS Code would keep collapsed what it first draws without an arrow.
    assert.equal(isUnfolded(), Expanded);
    const drawn = async () => {
      scene.refreshed = [];
      scene.endpoints.change(endpointSnapshot('e', scene.peers.length));
      mock.timers.tick(333);
      await settled();
      assert.equal(scene.refreshed.length, 1, 'once');
      return [isUnfolded(), scene.refreshed.includes(undefined)];
    };
    await settled();
    scene.refreshed = [];
    await scene.tree.getChildren(node);
    await settled();
    assert.deepEqual([isUnfolded(), scene.refreshed], [None, [undefined]], 'icons are placed by the rows beside them');
    assert.deepEqual(await drawn(), [None, false]);
    scene.closed = [peer('1', 'closed')];
    assert.deepEqual(await drawn(), [Expanded, true]);
    assert.deepEqual(await drawn(), [Expanded, false]);
    scene.closed = [];
    await scene.tree.getChildren(node);
    assert.equal(isUnfolded(), None);
    scene.endpoints.list();
    scene.endpoints.list(endpointSnapshot('e', 0));
    assert.equal(isUnfolded(), Expanded, 'to VS Code it is a new row');
  });

  it('is expanded for endpoints that can have peers, with nothing below a client', async () => {
    const { Expanded, None } = TreeItemCollapsibleState;
    assert.equal((await itemOf(endpointSnapshot('e', 0))).collapsibleState, Expanded);
    assert.equal((await itemOf(endpointSnapshot('e', 0, { config: client }))).collapsibleState, None);
  });

  it('draws nothing for an endpoint that was removed while VS Code requested its rows', async () => {
    scene.peers = [peer('1')];
    scene.endpoints.list(endpointSnapshot('e', 1));
    const [node] = await scene.tree.getChildren();
    const [below] = await scene.tree.getChildren(node);
    const rows = scene.tree.getChildren(node);
    scene.endpoints.list();
    assert.deepEqual(await rows, []);
    for (const gone of [node, below]) assert.equal(scene.tree.getTreeItem(gone ?? assert.fail()).label, '');
    scene.endpoints.list(endpointSnapshot('e', 1));
    scene.answer = () => Promise.reject(new Error('broken'));
    await assert.rejects(scene.tree.getChildren(node), /broken/);
  });

  it('shows open peers, and how many are omitted', async () => {
    scene.peers = [peer('1'), peer('2', 'ended'), peer('3', 'closed')];
    scene.endpoints.list(endpointSnapshot('e', 5));
    const [node] = await scene.tree.getChildren();
    const items = (await scene.tree.getChildren(node)).map(one => scene.tree.getTreeItem(one));
    assert.deepEqual(
      items.map(({ label, description }) => [label, description].filter(Boolean).join(' ')),
      ['127.0.0.1:1 ↓ 0 B · ↑ 2.00 kB', '127.0.0.1:2 ↓ 0 B · ↑ 2.00 kB · half-closed', '3 more…'],
    );
    assert.deepEqual(
      items.map(({ contextValue }) => contextValue),
      ['peer.stream', 'peer.stream', 'list.morePeers'],
    );
    scene.endpoints.list(endpointSnapshot('e', 2, { config: { kind: 'tcp-server', address: 'unix:/run/it' } }));
    const [ofUnix] = await scene.tree.getChildren(node);
    assert.equal(scene.tree.getTreeItem(ofUnix ?? assert.fail()).contextValue, 'peer.stream.noReset');
    scene.endpoints.list(endpointSnapshot('e', 2));
    assert.equal((await scene.tree.getChildren(node)).length, 2, 'none is omitted');
  });

  it('has a collapsed list of the latest fifty closed peers', async () => {
    scene.endpoints.list(endpointSnapshot('e', 0));
    const [server] = await scene.tree.getChildren();
    assert.deepEqual(await scene.tree.getChildren(server), []);
    const closedAt = new Date(2026, 10, 29, 14, 2).getTime();
    scene.closed = Array.from({ length: 60 }, (_, at) => ({ ...peer(`${at}`, 'closed'), closedAt }));
    const [list] = await scene.tree.getChildren(server);
    const folded = scene.tree.getTreeItem(list ?? assert.fail('it is missing'));
    assert.deepEqual([folded.label, folded.collapsibleState], ['Disconnected', TreeItemCollapsibleState.Collapsed]);
    const rows = await scene.tree.getChildren(list);
    const row = scene.tree.getTreeItem(rows[0] ?? assert.fail('it is empty'));
    assert.deepEqual([rows.length, row.label, row.contextValue], [50, '127.0.0.1:0', 'closedPeer.stream']);
    assert.equal(row.description, `↓ 0 B · ↑ 2.00 kB · until 14:02:00`);
    scene.endpoints.list(endpointSnapshot('e', 0, { config: { kind: 'udp', address: ':0' } }));
    assert.equal(scene.tree.getTreeItem(list ?? assert.fail()).label, 'Inactive');
    assert.equal(scene.tree.getTreeItem(rows[0] ?? assert.fail()).contextValue, 'closedPeer.datagram');
  });

  it('formats times like panels do, and updates them when the setting changes', async () => {
    scene.closed = [{ ...peer('0', 'closed'), closedAt: 61_500 }];
    scene.endpoints.list(endpointSnapshot('e', 0, { openedAt: 1000 }));
    const [server] = await scene.tree.getChildren();
    const [list] = await scene.tree.getChildren(server);
    const described = async () => {
      const [row = assert.fail()] = await scene.tree.getChildren(list);
      return scene.tree.getTreeItem(row).description;
    };
    await settled();
    scene.refreshed = [];
    settings.set('portside.transcript.timeFormat', 'sinceStart');
    assert.equal(await described(), '↓ 0 B · ↑ 2.00 kB · until 60 s');
    settings.set('portside.transcript.view', 'log');
    await settled();
    assert.deepEqual(scene.refreshed, [server], 'only times are shown, and no row is added');
  });

  it('has another id for a closing peer than for the open one, which stays listed until it is redrawn', async () => {
    scene.peers = [peer('p1'), peer('p2')];
    scene.closed = [peer('p0', 'closed')];
    scene.endpoints.list(endpointSnapshot('e', 2));
    const [server = assert.fail()] = await scene.tree.getChildren();
    const rows = await scene.tree.getChildren(server);
    scene.closed = [peer('p2', 'closed'), ...scene.closed];
    const folded = await scene.tree.getChildren(rows.at(-1));
    const ids = [server, ...rows, ...folded].map(node => scene.tree.getTreeItem(node).id);
    assert.equal(ids.length, 6);
    assert.equal(new Set(ids).size, ids.length, ids.join(' '));
  });

  it('numbers endpoints that look alike, and redraws the other one when that changes', async () => {
    const twin = (id: string, address: string = client.address) =>
      endpointSnapshot(id, 1, { config: { ...client, address }, address: `tcp://${address}` });
    scene.endpoints.list(twin('a'), twin('b'));
    const [first = assert.fail(), second = assert.fail()] = await scene.tree.getChildren();
    const described = () => [first, second].map(node => `${scene.tree.getTreeItem(node).description}`.split(' · ')[0]);
    assert.deepEqual(described(), ['TCP client 1', 'TCP client 2']);
    await settled();
    scene.refreshed = [];
    scene.endpoints.change(twin('b', '127.0.0.1:10'));
    mock.timers.tick(333);
    await settled();
    assert.ok(scene.refreshed.includes(first), 'nothing else of it has changed');
    assert.deepEqual(described(), ['↓ 0 B', '↓ 0 B']);
    scene.endpoints.list(twin('a'), twin('b', '127.0.0.1:10'), twin('c'));
    assert.deepEqual(described(), ['TCP client 1', '↓ 0 B']);
  });

  it('lists saved endpoints below, without those already listed', async () => {
    settings.set('portside.endpoints', [server, { ...server, name: 'other' }]);
    scene.endpoints.list(endpointSnapshot('e', 0, { config: server }));
    const nodes = await scene.tree.getChildren();
    assert.deepEqual(
      nodes.map(node => scene.tree.getTreeItem(node).label),
      ['mine', 'other'],
    );
    assert.deepEqual(
      nodes.map(({ type }) => type),
      ['endpoint', 'saved'],
    );
  });

  it('shows if an endpoint is saved, and whether it starts automatically', async () => {
    const config = { ...server, reply: 'echo' } as const;
    const before = await itemOf(endpointSnapshot('e', 1, { config }));
    assert.deepEqual(
      [before.contextValue, before.description],
      ['endpoint.running.stream.listens', '127.0.0.1:1 · 1 client · ↓ 0 B · ↑ 0 B'],
    );
    settings.set('portside.endpoints', [server]);
    await settled();
    const after = await itemOf(endpointSnapshot('e', 1, { config }));
    assert.deepEqual(
      [after.contextValue, after.description],
      ['endpoint.running.stream.listens.saved.manual', '127.0.0.1:1 · saved · 1 client · ↓ 0 B · ↑ 0 B'],
    );
    assert.equal(linesOf(after)[2], 'Saved in the user settings.');
    assert.equal(after.accessibilityInformation?.label, `TCP server mine, open, ${after.description}`);
    settings.set('portside.endpoints', [
      { ...client, name: 'other' },
      { ...client, autoStart: true },
    ]);
    await settled();
    const failed = await itemOf(endpointSnapshot('f', 0, { config: client, state: 'failed', failure }));
    assert.equal(failed.contextValue, 'endpoint.failed.stream.connects.unconnected.saved.auto');
    assert.match(`${failed.description}`, /listening there · saved · starts automatically$/);
  });

  it('lists a client whose transcript is still being read, without waiting for its connection', async () => {
    const requested: string[] = [];
    scene.answer = id => new Promise(() => requested.push(id));
    scene.endpoints.list(endpointSnapshot('c', 0, { config: client, state: 'closed', isRestoring: true }));
    assert.equal((await scene.tree.getChildren()).length, 1);
    scene.endpoints.change(endpointSnapshot('c', 0, { config: client, state: 'closed' }));
    mock.timers.tick(333);
    assert.deepEqual(requested, ['c']);
  });

  it('draws a closed saved endpoint like one that isn’t listed: available, with its address', async () => {
    settings.set('portside.endpoints', [server, { ...server, name: 'unlisted' }]);
    const iconOf = ({ iconPath }: TreeItem) => (iconPath as ThemeIcon).color?.id;
    const closedOne = await itemOf(endpointSnapshot('e', 0, { config: server, state: 'closed' }));
    const unlisted = scene.tree.getTreeItem((await scene.tree.getChildren())[1] ?? assert.fail('it is not listed'));
    assert.deepEqual([closedOne.description, iconOf(closedOne)], [':9 · saved', 'foreground']);
    assert.deepEqual([unlisted.description, iconOf(unlisted)], [closedOne.description, iconOf(closedOne)]);
    assert.equal(closedOne.accessibilityInformation?.label, 'TCP server mine, closed, :9 · saved');
    const unsaved = await itemOf(endpointSnapshot('f', 0, { config: { ...server, name: 'unsaved' }, state: 'closed' }));
    assert.deepEqual([unsaved.description, iconOf(unsaved)], [':9 · closed', 'list.deemphasizedForeground']);
  });

  it('offers to start something else if only saved endpoints are listed', async () => {
    const rows = async () => (await scene.tree.getChildren()).map(node => scene.tree.getTreeItem(node).label);
    assert.deepEqual(await rows(), [], 'the welcome view has buttons');
    settings.set('portside.endpoints', [server]);
    await settled();
    assert.deepEqual(await rows(), ['mine', 'Start TCP Server…', 'Connect to TCP Server…', 'Open UDP Socket…']);
    scene.endpoints.list(endpointSnapshot('e', 0));
    assert.equal((await rows()).length, 2);
  });
});
