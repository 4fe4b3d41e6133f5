import assert from 'node:assert/strict';
import { commands } from 'vscode';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { openRow, openSelected } from '../../../../src/host/commands/openSelected.ts';
import type { SavedEndpoint } from '../../../../src/host/saved/savedEndpoints.ts';
import type { ConnectionNode } from '../../../../src/host/tree/connectionsTree.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { grantedPermissions as permissions } from '../../../support/grantedPermissions.ts';

describe('opening the selection', () => {
  freshVscode();

  const peer = { type: 'peer', endpoint: 'e', peer: {} } as ConnectionNode;
  const entry = { label: 'mine', scope: { type: 'user' }, index: 0, isNamesake: false, autoStart: false } as const;
  const config = { kind: 'tcp-server', address: ':9000', name: 'mine' } as const;
  const usable: SavedEndpoint = { ...entry, value: config, config };
  const broken: SavedEndpoint = { ...entry, value: {}, problem: 'kind: missing' };

  async function open(node: ConnectionNode | undefined, takesFocus?: boolean): Promise<unknown[]> {
    const done: unknown[] = [];
    const endpoints = fakeEndpoints([], {
      start: config => {
        done.push(['start', config]);
        return { id: 'e', opened: Promise.resolve(endpointSnapshot('e', 0)) };
      },
    });
    const panels = {
      open: (...args: unknown[]) => void done.push(['panel', ...args]),
      showPeer: (...args: unknown[]) => void done.push(['peer', ...args]),
    };
    const connections = { selected: async () => node, takePress: () => true };
    const saved = { all: async () => [usable, broken] };
    const context = { connections, endpoints, saved, panels, permissions } as unknown as CommandContext;
    await (takesFocus && node ? openRow(node, context, true) : openSelected(context));
    return done;
  }

  it('shows the panel of an endpoint, of a peer’s endpoint, or for peers that aren’t listed, and leaves the focus where it is', async () => {
    assert.deepEqual(await open({ type: 'endpoint', endpoint: 'e' }), [['panel', 'e', false]]);
    assert.deepEqual(await open(peer), [['panel', 'e', false]]);
    assert.deepEqual(await open({ type: 'more', endpoint: 'e', hidden: 3 }), [['panel', 'e', false]]);
  });

  it('shows the messages of a closed peer', async () => {
    const closed = { id: 'p1', state: 'closed' } as never;
    assert.deepEqual(await open({ type: 'peer', endpoint: 'e', peer: closed }), [['peer', 'e', closed]]);
    assert.deepEqual(await open({ type: 'closedPeers', endpoint: 'e' }), []);
  });

  it('starts a saved endpoint, and shows the settings of an invalid one', async () => {
    assert.deepEqual((await open({ type: 'saved', saved: usable }))[0], ['start', config]);
    assert.deepEqual(await open({ type: 'saved', saved: broken }), []);
    assert.ok(workbenchState.done.shown.some(({ command }) => command.includes('ettings')));
  });

  it('focuses what is opened by keyboard, and expands the list of closed peers', async () => {
    const closed = { id: 'p1', state: 'closed' } as never;
    assert.deepEqual(await open({ type: 'endpoint', endpoint: 'e' }, true), [['panel', 'e', true]]);
    assert.deepEqual(await open({ type: 'peer', endpoint: 'e', peer: closed }, true), [
      ['peer', 'e', closed],
      ['panel', 'e', true],
    ]);
    assert.deepEqual((await open({ type: 'saved', saved: usable }, true)).at(-1), ['panel', 'e', true]);
    await open({ type: 'closedPeers', endpoint: 'e' }, true);
    assert.deepEqual(workbenchState.done.shown, [{ command: 'list.toggleExpand', args: [] }]);
  });

  it('runs the start action of a row', async () => {
    let asked = 0;
    commands.registerCommand('portside.openUdp', () => asked++);
    await open({ type: 'start', command: 'openUdp' });
    assert.equal(asked, 1);
  });

  it('does nothing without a row', async () => {
    assert.deepEqual(await open(undefined), []);
  });
});
