import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { commands, type TreeDataProvider } from 'vscode';
import type { PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { SavedEndpoints } from '../../../../src/host/saved/savedEndpoints.ts';
import type { Transfers } from '../../../../src/host/transfers/transfers.ts';
import type { ConnectionNode } from '../../../../src/host/tree/connectionsTree.ts';
import { ConnectionsView } from '../../../../src/host/tree/connectionsView.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { fakeTimers } from '../../../support/fakeTimers.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

describe('the connections view', () => {
  freshVscode();
  fakeTimers();

  const node: ConnectionNode = { type: 'endpoint', endpoint: 'e' };
  const { state } = workbenchState;
  let peers: PeerSnapshot[];
  let endpoints: FakeEndpoints;
  let saved: SavedEndpoints;
  let view: ConnectionsView;
  let tree: TreeDataProvider<unknown>;

  beforeEach(() => {
    saved = new SavedEndpoints();
    peers = [];
    endpoints = fakeEndpoints([endpointSnapshot('e', 0)], { peers: async () => peers, recentPeers: async () => [] });
    view = new ConnectionsView(endpoints, saved, {} as Transfers);
    tree = state.trees.get('portside.connections') ?? assert.fail('it was not created');
  });
  afterEach(() => {
    view.dispose();
    saved.dispose();
  });

  it('may have a message above its rows', () => {
    const shown: unknown[] = [];
    for (const message of ['the disk is full', undefined]) {
      view.message = message;
      shown.push(state.treeMessage);
    }
    assert.deepEqual(shown, ['the disk is full', '']);
  });

  it('reports that earlier endpoints are being restored, and doesn’t show the empty view', async () => {
    settings.set('portside.endpoints', [{ kind: 'udp', address: ':0' }]);
    endpoints.list();
    const rows = async () => ((await tree.getChildren()) as ConnectionNode[]).map(({ type }) => type);
    view.isRestoring = true;
    assert.deepEqual([state.treeMessage, await rows()], ['Restoring endpoints from your last session…', ['saved']]);
    view.message = 'the disk is full';
    assert.equal(state.treeMessage, 'the disk is full');
    view.message = undefined;
    assert.equal(state.treeMessage, 'Restoring endpoints from your last session…');
    view.isRestoring = false;
    assert.deepEqual([state.treeMessage, await rows()], ['', ['saved', 'start', 'start', 'start']]);
  });

  it('has a selected row', async () => {
    state.selection = [node];
    assert.equal(await view.selected(), node);
  });

  it('recognizes a pressed row once, and only the last selected one', () => {
    assert.equal(view.takePress(node), false);
    workbenchState.select({ type: 'more' });
    workbenchState.select(node);
    assert.deepEqual([view.takePress(node), view.takePress(node)], [true, false]);
    workbenchState.select({ ...node });
    assert.equal(view.takePress(node), false);
  });

  it('waits for a row that VS Code has forgotten while it redraws the view', async () => {
    const selected = view.selected();
    // It requests other rows first, and only then the pressed one.
    tree.getTreeItem(node);
    await new Promise(setImmediate);
    tree.getTreeItem(node);
    state.selection = [node];
    assert.equal(await selected, node);
  });

  /** The focused row after each of these is removed, one after another. */
  async function focusedAfter(ids: readonly string[]): Promise<unknown[]> {
    const focused: unknown[] = [];
    for (const id of ids) {
      state.focusedRow = undefined;
      const remove = async () => endpoints.list(...endpoints.all.filter(one => one.id !== id));
      await view.focusBeside({ type: 'endpoint', endpoint: id }, remove);
      focused.push((state.focusedRow as { endpoint?: string } | undefined)?.endpoint);
    }
    return focused;
  }

  it('focuses the row that replaces a removed one, the one before the last, or itself', async () => {
    const ran: string[] = [];
    commands.registerCommand('portside.connections.focus', () => void ran.push('focus'));
    endpoints.list(...['a', 'b', 'c'].map(id => endpointSnapshot(id, 0)));
    assert.deepEqual(await focusedAfter(['b', 'c', 'a']), ['c', 'a', undefined]);
    assert.deepEqual(ran, ['focus']);
  });

  it('keeps the focus on a row that isn’t removed', async () => {
    await view.focusBeside(node, async () => undefined);
    assert.equal(state.focusedRow, undefined);
  });

  it('focuses the saved endpoint after a removed one, or the server of its last client', async () => {
    const config = { kind: 'udp', address: ':0' };
    settings.set(
      'portside.endpoints',
      ['a', 'b', 'c'].map(name => ({ ...config, name })),
    );
    const [, , row = assert.fail()] = (await tree.getChildren()) as ConnectionNode[];
    const remove = async () =>
      settings.set(
        'portside.endpoints',
        ['a', 'c'].map(name => ({ ...config, name })),
      );
    await view.focusBeside(row, remove);
    assert.equal((state.focusedRow as { saved: { label: string } }).saved.label, 'c');
    peers = [{ id: 'p1', state: 'open' } as PeerSnapshot];
    const client = { type: 'peer', endpoint: 'e', peer: peers[0] as PeerSnapshot } as const;
    await view.focusBeside(client, async () => void peers.pop());
    assert.deepEqual(state.focusedRow, node);
  });

  it('focuses the row that replaced the only one, once VS Code knows it', async () => {
    settings.set('portside.endpoints', [endpoints.find('e').config]);
    const focusing = view.focusBeside(node, async () => endpoints.list());
    await new Promise(setImmediate);
    assert.equal(state.focusedRow, undefined);
    const [row = assert.fail()] = (await tree.getChildren()) ?? [];
    tree.getTreeItem(row);
    await focusing;
    assert.equal((state.focusedRow as { type?: string } | undefined)?.type, 'saved');
  });

  /** Restores an endpoint. Returns which rows are then selected and focused. */
  async function afterRestoring(id: string, hasFocus: boolean): Promise<unknown[]> {
    state.focusedRow = state.selectedRow = undefined;
    const restoring = view.selectRestored(
      async () => endpoints.list(endpointSnapshot(id, 0), ...endpoints.all),
      hasFocus,
    );
    for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
    assert.equal(state.selectedRow, undefined, 'VS Code doesn’t know the row yet');
    for (const row of (await tree.getChildren()) ?? []) tree.getTreeItem(row);
    await restoring;
    return [state.selectedRow, state.focusedRow].map(row => (row as { endpoint?: string } | undefined)?.endpoint);
  }

  it('selects a restored row, and focuses it only if the view has focus', async () => {
    assert.deepEqual(await afterRestoring('a', true), ['a', 'a']);
    assert.deepEqual(await afterRestoring('b', false), ['b', undefined]);
  });

  it('has focus after a key removed a row, until an editor is used', async () => {
    await focusedAfter(['x']);
    assert.deepEqual(await afterRestoring('a', false), ['a', 'a']);
    workbenchState.editorChanged.fire(undefined);
    assert.deepEqual(await afterRestoring('b', false), ['b', undefined]);
  });

  it('has no focused row if the row is gone', async () => {
    const selected = view.selected();
    mock.timers.tick(5000);
    assert.equal(await selected, undefined);
  });
});
