import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { type MarkdownString, type ThemeIcon, type TreeItem, TreeItemCollapsibleState } from 'vscode';
import { isUserGesture } from '../../../../src/client/callers/userGestures.ts';
import type { EndpointSnapshot, PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { SavedEndpoints } from '../../../../src/host/saved/savedEndpoints.ts';
import { type ConnectionNode, ConnectionsTree } from '../../../../src/host/tree/connectionsTree.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { fakeTimers } from '../../../support/fakeTimers.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';

describe('the connections tree', () => {
  freshVscode();
  fakeTimers();

  const server = { kind: 'tcp-server', address: ':9', name: 'mine' } as const;
  const client = { kind: 'tcp-client', address: '127.0.0.1:9' } as const;
  const failure = { code: 'ECONNREFUSED', params: { operation: 'connect', address: 'tcp://127.0.0.1:9' } } as const;
  let peers: PeerSnapshot[];
  let closed: PeerSnapshot[];
  /** Answers the engine's call for peers. */
  let answer: (id: string, from: number, count: number) => Promise<PeerSnapshot[]>;
  let endpoints: FakeEndpoints;
  let saved: SavedEndpoints;
  let tree: ConnectionsTree;
  let refreshed: (ConnectionNode | undefined)[];

  beforeEach(() => {
    peers = [];
    closed = [];
    answer = async (_id, from, count) => peers.slice(from, from + count);
    refreshed = [];
    endpoints = fakeEndpoints([], {
      peers: (...args) => answer(...args),
      recentPeers: async (_id, count) => closed.slice(0, count),
    });
    saved = new SavedEndpoints();
    tree = new ConnectionsTree(endpoints, saved);
    tree.onDidChangeTreeData(rows => void refreshed.push(...(rows ?? [undefined])));
  });
  afterEach(() => {
    tree.dispose();
    saved.dispose();
  });

  /** Lets lookups finish, and what they found be announced. */
  const settled = async () => {
    for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
  };
  const peer = (id: string, state: PeerSnapshot['state'] = 'open') =>
    ({ id, address: `127.0.0.1:${id}`, state, bytesIn: 0, bytesOut: 2000 }) as PeerSnapshot;
  const itemOf = async (endpoint: EndpointSnapshot): Promise<TreeItem> => {
    endpoints.list(endpoint);
    return tree.getTreeItem((await tree.getChildren())[0] ?? assert.fail('it is not listed'));
  };
  const linesOf = ({ tooltip }: TreeItem) => (tooltip as MarkdownString).value.trimEnd().split('\n');

  it('shows external names as plain text, and recognizes the rows that it gave to VS Code', async () => {
    const name = 'photo\u202egpj.exe\nsecond line';
    endpoints.list(endpointSnapshot('e', 0, { config: { ...server, name } }));
    const [node = assert.fail()] = await tree.getChildren();
    assert.ok(!isUserGesture(node));
    const item = tree.getTreeItem(node);
    assert.equal(item.label, 'photo\\u{202e}gpj.exe second line');
    assert.match(item.accessibilityInformation?.label ?? '', /^TCP server photo\\u\{202e\}gpj\.exe second line, /);
    assert.ok(isUserGesture(node) && !isUserGesture({ ...node }));
  });

  it('has no arrow if there is nothing below, and expands when the first peer arrives', async () => {
    const { Expanded, None } = TreeItemCollapsibleState;
    endpoints.list(endpointSnapshot('e', 0));
    const [node = assert.fail()] = await tree.getChildren();
    const isUnfolded = () => tree.getTreeItem(node).collapsibleState;
    // VS Code would keep collapsed what it first draws without an arrow.
    assert.equal(isUnfolded(), Expanded);
    const drawn = async () => {
      refreshed = [];
      endpoints.change(endpointSnapshot('e', peers.length));
      mock.timers.tick(333);
      await settled();
      assert.equal(refreshed.length, 1, 'once');
      return [isUnfolded(), refreshed.includes(undefined)];
    };
    await settled();
    refreshed = [];
    await tree.getChildren(node);
    await settled();
    assert.deepEqual([isUnfolded(), refreshed], [None, [undefined]], 'icons are placed by the rows beside them');
    assert.deepEqual(await drawn(), [None, false]);
    closed = [peer('1', 'closed')];
    assert.deepEqual(await drawn(), [Expanded, true]);
    assert.deepEqual(await drawn(), [Expanded, false]);
    closed = [];
    await tree.getChildren(node);
    assert.equal(isUnfolded(), None);
    endpoints.list();
    endpoints.list(endpointSnapshot('e', 0));
    assert.equal(isUnfolded(), Expanded, 'to VS Code it is a new row');
  });

  it('is expanded for endpoints that can have peers, with nothing below a client', async () => {
    const { Expanded, None } = TreeItemCollapsibleState;
    assert.equal((await itemOf(endpointSnapshot('e', 0))).collapsibleState, Expanded);
    assert.equal((await itemOf(endpointSnapshot('e', 0, { config: client }))).collapsibleState, None);
  });

  it('draws nothing for an endpoint that was removed while VS Code requested its rows', async () => {
    peers = [peer('1')];
    endpoints.list(endpointSnapshot('e', 1));
    const [node] = await tree.getChildren();
    const [below] = await tree.getChildren(node);
    const rows = tree.getChildren(node);
    endpoints.list();
    assert.deepEqual(await rows, []);
    for (const gone of [node, below]) assert.equal(tree.getTreeItem(gone ?? assert.fail()).label, '');
    endpoints.list(endpointSnapshot('e', 1));
    answer = () => Promise.reject(new Error('broken'));
    await assert.rejects(tree.getChildren(node), /broken/);
  });

  it('shows open peers, and how many are omitted', async () => {
    peers = [peer('1'), peer('2', 'ended'), peer('3', 'closed')];
    endpoints.list(endpointSnapshot('e', 5));
    const [node] = await tree.getChildren();
    const items = (await tree.getChildren(node)).map(one => tree.getTreeItem(one));
    assert.deepEqual(
      items.map(({ label, description }) => [label, description].filter(Boolean).join(' ')),
      ['127.0.0.1:1 ↓ 0 B · ↑ 2.00 kB', '127.0.0.1:2 ↓ 0 B · ↑ 2.00 kB · half-closed', '3 more…'],
    );
    assert.deepEqual(
      items.map(({ contextValue }) => contextValue),
      ['peer.stream', 'peer.stream', 'list.morePeers'],
    );
    endpoints.list(endpointSnapshot('e', 2, { config: { kind: 'tcp-server', address: 'unix:/run/it' } }));
    const [ofUnix] = await tree.getChildren(node);
    assert.equal(tree.getTreeItem(ofUnix ?? assert.fail()).contextValue, 'peer.stream.noReset');
    endpoints.list(endpointSnapshot('e', 2));
    assert.equal((await tree.getChildren(node)).length, 2, 'none is omitted');
  });

  it('redraws a closed client once its connection is known, and keeps that if the engine is gone', async () => {
    const id = 'a';
    endpoints.list(endpointSnapshot(id, 1, { config: client }));
    peers = [peer('1')];
    const [node = assert.fail()] = await tree.getChildren();
    await settled();
    peers = [{ ...peer('1', 'closed'), closedAt: 5 }];
    for (const engine of ['runs', 'has gone']) {
      refreshed = [];
      endpoints.change(endpointSnapshot(id, 0, { config: client, state: 'closed' }));
      mock.timers.tick(333);
      await settled();
      assert.deepEqual(refreshed, [node], engine);
      assert.match(`${tree.getTreeItem(node).description}`, /^closed · .* · until /, engine);
      answer = () => Promise.reject(new Error('gone'));
    }
  });

  it('has a collapsed list of the latest fifty closed peers', async () => {
    endpoints.list(endpointSnapshot('e', 0));
    const [server] = await tree.getChildren();
    assert.deepEqual(await tree.getChildren(server), []);
    const closedAt = new Date(2026, 10, 29, 14, 2).getTime();
    closed = Array.from({ length: 60 }, (_, at) => ({ ...peer(`${at}`, 'closed'), closedAt }));
    const [list] = await tree.getChildren(server);
    const folded = tree.getTreeItem(list ?? assert.fail('it is missing'));
    assert.deepEqual([folded.label, folded.collapsibleState], ['Disconnected', TreeItemCollapsibleState.Collapsed]);
    const rows = await tree.getChildren(list);
    const row = tree.getTreeItem(rows[0] ?? assert.fail('it is empty'));
    assert.deepEqual([rows.length, row.label, row.contextValue], [50, '127.0.0.1:0', 'closedPeer.stream']);
    assert.equal(row.description, `↓ 0 B · ↑ 2.00 kB · until 14:02:00`);
    endpoints.list(endpointSnapshot('e', 0, { config: { kind: 'udp', address: ':0' } }));
    assert.equal(tree.getTreeItem(list ?? assert.fail()).label, 'Inactive');
    assert.equal(tree.getTreeItem(rows[0] ?? assert.fail()).contextValue, 'closedPeer.datagram');
  });

  it('formats times like panels do, and updates them when the setting changes', async () => {
    closed = [{ ...peer('0', 'closed'), closedAt: 61_500 }];
    endpoints.list(endpointSnapshot('e', 0, { openedAt: 1000 }));
    const [server] = await tree.getChildren();
    const [list] = await tree.getChildren(server);
    const described = async () => {
      const [row = assert.fail()] = await tree.getChildren(list);
      return tree.getTreeItem(row).description;
    };
    await settled();
    refreshed = [];
    settings.set('portside.transcript.timeFormat', 'sinceStart');
    assert.equal(await described(), '↓ 0 B · ↑ 2.00 kB · until 60 s');
    settings.set('portside.transcript.view', 'log');
    await settled();
    assert.deepEqual(refreshed, [server], 'only times are shown, and no row is added');
  });

  it('has another id for a closing peer than for the open one, which stays listed until it is redrawn', async () => {
    peers = [peer('p1'), peer('p2')];
    closed = [peer('p0', 'closed')];
    endpoints.list(endpointSnapshot('e', 2));
    const [server = assert.fail()] = await tree.getChildren();
    const rows = await tree.getChildren(server);
    closed = [peer('p2', 'closed'), ...closed];
    const folded = await tree.getChildren(rows.at(-1));
    const ids = [server, ...rows, ...folded].map(node => tree.getTreeItem(node).id);
    assert.equal(ids.length, 6);
    assert.equal(new Set(ids).size, ids.length, ids.join(' '));
  });

  it('numbers endpoints that look alike, and redraws the other one when that changes', async () => {
    const twin = (id: string, address: string = client.address) =>
      endpointSnapshot(id, 1, { config: { ...client, address }, address: `tcp://${address}` });
    endpoints.list(twin('a'), twin('b'));
    const [first = assert.fail(), second = assert.fail()] = await tree.getChildren();
    const described = () => [first, second].map(node => `${tree.getTreeItem(node).description}`.split(' · ')[0]);
    assert.deepEqual(described(), ['TCP client 1', 'TCP client 2']);
    await settled();
    refreshed = [];
    endpoints.change(twin('b', '127.0.0.1:10'));
    mock.timers.tick(333);
    await settled();
    assert.ok(refreshed.includes(first), 'nothing else of it has changed');
    assert.deepEqual(described(), ['↓ 0 B', '↓ 0 B']);
    endpoints.list(twin('a'), twin('b', '127.0.0.1:10'), twin('c'));
    assert.deepEqual(described(), ['TCP client 1', '↓ 0 B']);
  });

  it('lists saved endpoints below, without those already listed', async () => {
    settings.set('portside.endpoints', [server, { ...server, name: 'other' }]);
    endpoints.list(endpointSnapshot('e', 0, { config: server }));
    const nodes = await tree.getChildren();
    assert.deepEqual(
      nodes.map(node => tree.getTreeItem(node).label),
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
    answer = id => new Promise(() => requested.push(id));
    endpoints.list(endpointSnapshot('c', 0, { config: client, state: 'closed', isRestoring: true }));
    assert.equal((await tree.getChildren()).length, 1);
    endpoints.change(endpointSnapshot('c', 0, { config: client, state: 'closed' }));
    mock.timers.tick(333);
    assert.deepEqual(requested, ['c']);
  });

  it('draws a closed saved endpoint like one that isn’t listed: available, with its address', async () => {
    settings.set('portside.endpoints', [server, { ...server, name: 'unlisted' }]);
    const iconOf = ({ iconPath }: TreeItem) => (iconPath as ThemeIcon).color?.id;
    const closedOne = await itemOf(endpointSnapshot('e', 0, { config: server, state: 'closed' }));
    const unlisted = tree.getTreeItem((await tree.getChildren())[1] ?? assert.fail('it is not listed'));
    assert.deepEqual([closedOne.description, iconOf(closedOne)], [':9 · saved', 'foreground']);
    assert.deepEqual([unlisted.description, iconOf(unlisted)], [closedOne.description, iconOf(closedOne)]);
    assert.equal(closedOne.accessibilityInformation?.label, 'TCP server mine, closed, :9 · saved');
    const unsaved = await itemOf(endpointSnapshot('f', 0, { config: { ...server, name: 'unsaved' }, state: 'closed' }));
    assert.deepEqual([unsaved.description, iconOf(unsaved)], [':9 · closed', 'list.deemphasizedForeground']);
  });

  it('redraws everything when an endpoint gets or loses the name of a saved one', async () => {
    settings.set('portside.endpoints', [server]);
    const { name: _, ...unnamed } = server;
    endpoints.list(endpointSnapshot('e', 0, { config: unnamed }));
    assert.equal((await tree.getChildren()).length, 2);
    for (const [config, rows] of [
      [server, 1],
      [unnamed, 2],
    ] as const) {
      await settled();
      refreshed = [];
      endpoints.change(endpointSnapshot('e', 0, { config }));
      mock.timers.tick(333);
      await settled();
      assert.deepEqual(refreshed, [undefined], 'a row is added or removed');
      assert.equal((await tree.getChildren()).length, rows);
    }
    refreshed = [];
    endpoints.change(endpointSnapshot('e', 1, { config: unnamed }));
    mock.timers.tick(333);
    await settled();
    assert.deepEqual([refreshed.length, refreshed.includes(undefined)], [1, false], 'the same are saved');
  });

  it('offers to start something else if only saved endpoints are listed', async () => {
    const rows = async () => (await tree.getChildren()).map(node => tree.getTreeItem(node).label);
    assert.deepEqual(await rows(), [], 'the welcome view has buttons');
    settings.set('portside.endpoints', [server]);
    await settled();
    assert.deepEqual(await rows(), ['mine', 'Start TCP Server…', 'Connect to TCP Server…', 'Open UDP Socket…']);
    endpoints.list(endpointSnapshot('e', 0));
    assert.equal((await rows()).length, 2);
  });

  it('redraws a changing endpoint at most three times a second, by the node that VS Code knows', async () => {
    endpoints.list(endpointSnapshot('a', 0), endpointSnapshot('b', 0), endpointSnapshot('c', 0));
    const [a, b] = await tree.getChildren();
    await settled();
    refreshed = [];
    const passed = async (ms: number) => {
      mock.timers.tick(ms);
      await settled();
    };
    for (let times = 0; times < 5; times++) endpoints.change(endpointSnapshot('a', times));
    endpoints.change(endpointSnapshot('b', 1));
    await passed(332);
    assert.deepEqual(refreshed, []);
    await passed(1);
    assert.deepEqual(refreshed, [a, b]);
    assert.equal((await tree.getChildren())[0], a);
    await passed(1000);
    assert.equal(refreshed.length, 2);
    for (const ms of [300, 33]) {
      endpoints.change(endpointSnapshot('a', ms));
      await passed(ms);
    }
    endpoints.change(endpointSnapshot('a', 9));
    await passed(332);
    assert.equal(refreshed.length, 3, 'a third of a second has not passed since');
  });

  it('redraws everything once if rows are added or removed, and nothing that has gone', async () => {
    endpoints.list(endpointSnapshot('a', 0));
    await tree.getChildren();
    endpoints.change(endpointSnapshot('a', 1));
    await settled();
    refreshed = [];
    endpoints.list();
    settings.set('portside.endpoints', [server]);
    tree.isIncomplete = true;
    await settled();
    mock.timers.tick(1000);
    await settled();
    assert.deepEqual(refreshed, [undefined]);
    tree.isIncomplete = false;
    await settled();
    assert.deepEqual(refreshed, [undefined, undefined], 'starts are offered');
  });

  it('redraws only an endpoint that is saved or no longer saved, since no row is added', async () => {
    settings.set('portside.endpoints', [{ ...server, name: 'other' }]);
    endpoints.list(endpointSnapshot('e', 0, { config: server }));
    const [node] = await tree.getChildren();
    await settled();
    const other = { ...server, name: 'other' };
    for (const list of [[other, server], [other]]) {
      refreshed = [];
      settings.set('portside.endpoints', list);
      await settled();
      assert.deepEqual(refreshed, [node]);
    }
  });

  it('fetches the peers that VS Code shows before it redraws their endpoint, and no others', async () => {
    const asked: string[] = [];
    let answers = Promise.withResolvers<PeerSnapshot[]>();
    endpoints.list(endpointSnapshot('shown', 1), endpointSnapshot('folded', 1));
    const [shown] = await tree.getChildren();
    peers = [peer('1')];
    await tree.getChildren(shown);
    await settled();
    answer = id => {
      asked.push(id);
      return answers.promise;
    };
    const changed = async () => {
      refreshed = [];
      endpoints.change(endpointSnapshot('shown', 2), endpointSnapshot('folded', 2));
      mock.timers.tick(333);
      await settled();
      return refreshed.map(node => node && 'endpoint' in node && node.endpoint);
    };
    assert.deepEqual([await changed(), asked], [['folded'], ['shown']]);
    answers.resolve([peer('2')]);
    await settled();
    assert.equal(refreshed.at(-1), shown);
    answers = Promise.withResolvers();
    const [row = assert.fail()] = await tree.getChildren(shown);
    assert.equal(tree.getTreeItem(row).label, '127.0.0.1:2');
    assert.deepEqual(asked, ['shown'], 'once');
    endpoints.change(endpointSnapshot('shown', 3));
    answers.resolve([peer('3')]);
    const [later = assert.fail()] = await tree.getChildren(shown);
    assert.equal(tree.getTreeItem(later).label, '127.0.0.1:3');
    answer = () => Promise.reject(new Error('the engine has gone'));
    assert.ok((await changed()).includes('shown'));
    await assert.rejects(tree.getChildren(shown), /has gone/);
  });

  it('redraws an endpoint whose transcript is still being read, without waiting for its peers', async () => {
    const restoring = endpointSnapshot('e', 0, { isRestoring: true });
    endpoints.list(restoring);
    const [node] = await tree.getChildren();
    await settled();
    answer = () => new Promise(() => undefined);
    void tree.getChildren(node);
    refreshed = [];
    endpoints.change(restoring);
    mock.timers.tick(333);
    await settled();
    assert.deepEqual(refreshed, [node]);
  });

  it('has rows at once while the engine and the settings are still being read, which VS Code waits for', async () => {
    settings.set('portside.endpoints', [{ ...server, name: 'other' }]);
    await tree.getChildren();
    const answers = Promise.withResolvers<PeerSnapshot[]>();
    answer = () => answers.promise;
    const all = Promise.withResolvers<Awaited<ReturnType<typeof saved.all>>>();
    const reading = mock.method(saved, 'all', () => all.promise);
    endpoints.list(endpointSnapshot('c', 1, { config: client }));
    settings.set('portside.endpoints', []);
    const rows = await tree.getChildren();
    assert.deepEqual(
      rows.map(({ type }) => type),
      ['endpoint', 'saved'],
    );
    await settled();
    refreshed = [];
    answers.resolve([peer('1')]);
    await settled();
    assert.deepEqual(refreshed, [rows[0]], 'its connection is known');
    refreshed = [];
    all.resolve([]);
    await settled();
    assert.deepEqual([refreshed, await tree.getChildren()], [[undefined], [rows[0]]]);
    reading.mock.restore();
  });
});
