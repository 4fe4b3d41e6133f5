import assert from 'node:assert/strict';
import { EventEmitter } from 'vscode';
import type { EndpointSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { watchPanelPeerRole } from '../../../../src/host/commands/panelPeerRole.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

describe('the role of peers in the visible panel', () => {
  freshVscode();

  it('is reported to VS Code when it changes, and only then', () => {
    const visible = new EventEmitter<string>();
    const panels = { inSight: undefined as EndpointSnapshot | undefined, onDidChangeVisible: visible.event };
    const endpoints = fakeEndpoints([endpointSnapshot('a', 0)]);
    const watching = watchPanelPeerRole(panels, endpoints);
    const reported: unknown[] = [];
    const see = (inSight: EndpointSnapshot | undefined, change: () => void) => {
      panels.inSight = inSight;
      const before = workbenchState.done.shown.length;
      change();
      reported.push(...workbenchState.done.shown.slice(before).map(({ args }) => args));
    };
    see(undefined, () => visible.fire('a'));
    see(endpointSnapshot('a', 0), () => visible.fire('a'));
    see(endpointSnapshot('b', 0), () => visible.fire('b'));
    see(endpointSnapshot('b', 0, { config: { kind: 'udp', address: ':0' } }), () => endpoints.change());
    see(undefined, () => visible.fire('b'));
    const key = 'portside.panelPeerRole';
    assert.deepEqual(reported, [
      [key, 'client'],
      [key, 'sender'],
      [key, undefined],
    ]);
    watching.dispose();
    see(endpointSnapshot('a', 0), () => visible.fire('a'));
    assert.equal(reported.length, 3);
  });
});
