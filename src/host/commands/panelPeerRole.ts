/**
 * Sets a context to the role that peers have in the visible panel: commands on a panel are hidden if there is none, and
 * named after its clients, its connection or its senders.
 */
import { commands, type Disposable } from 'vscode';
import { unawaited } from '../../client/unawaited.ts';
import { type PeerRole, peerRole } from '../../core/kinds.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import type { Panels } from '../panel/panels.ts';

/** Sets `portside.panelPeerRole` each time it changes; it is unset while no panel is visible. */
export function watchPanelPeerRole(
  panels: Pick<Panels, 'inSight' | 'onDidChangeVisible'>,
  endpoints: Pick<Endpoints, 'onDidChange'>,
): Disposable {
  const store = new DisposableStore();
  let known: PeerRole | undefined;
  const update = () => {
    const role = panels.inSight && peerRole(panels.inSight.config);
    if (role === known) return;
    known = role;
    unawaited(commands.executeCommand('setContext', 'portside.panelPeerRole', role));
  };
  store.add(panels.onDidChangeVisible(update));
  store.add(endpoints.onDidChange(update));
  return store;
}
