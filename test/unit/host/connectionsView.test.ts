import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { TreeDataProvider } from 'vscode';
import type { ConnectionNode } from '../../../src/host/connectionsTree.ts';
import { ConnectionsView } from '../../../src/host/connectionsView.ts';
import { SavedEndpoints } from '../../../src/host/savedEndpoints.ts';
import type { Transfers } from '../../../src/host/transfers/transfers.ts';
import { endpointSnapshot } from '../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../support/fakeEndpoints.ts';
import { fakeTimers } from '../../support/fakeTimers.ts';
import { freshVscode } from '../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../support/fakeVscode/workbenchState.ts';

describe('the view of connections', () => {
  freshVscode();
  fakeTimers();

  const node: ConnectionNode = { type: 'endpoint', endpoint: 'e' };
  const { state } = workbenchState;
  let saved: SavedEndpoints;
  let view: ConnectionsView;
  let tree: TreeDataProvider<unknown>;

  beforeEach(() => {
    saved = new SavedEndpoints();
    view = new ConnectionsView(fakeEndpoints([endpointSnapshot('e', 0)]), saved, {} as Transfers);
    tree = state.trees.get('portside.connections') ?? assert.fail('it was not created');
  });
  afterEach(() => {
    view.dispose();
    saved.dispose();
  });

  it('has a line above its rows, or none', () => {
    const shown: unknown[] = [];
    for (const message of ['the disk is full', undefined]) {
      view.message = message;
      shown.push(state.treeMessage);
    }
    assert.deepEqual(shown, ['the disk is full', '']);
  });

  it('has a selected row', async () => {
    state.selection = [node];
    assert.equal(await view.selected(), node);
  });

  it('waits for the row that VS Code forgot while it draws the view again', async () => {
    const selected = view.selected();
    // It asks for other rows first, and only then for the one that was pressed.
    tree.getTreeItem(node);
    await new Promise(setImmediate);
    tree.getTreeItem(node);
    state.selection = [node];
    assert.equal(await selected, node);
  });

  it('has none where the row is gone', async () => {
    const selected = view.selected();
    mock.timers.tick(5000);
    assert.equal(await selected, undefined);
  });
});
