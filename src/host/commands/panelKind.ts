/**
 * Sets a context for the kind of endpoint that the visible panel shows: commands on a panel are hidden if there is none, and named after
 * the kind.
 */
import { commands, type Disposable } from 'vscode';
import { unawaited } from '../diagnostics/unawaited.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints.ts';
import type { Panels } from '../panel/panels.ts';

/** Sets `portside.panelKind` each time it changes; it is unset while no panel is visible. */
export function watchPanelKind(
  panels: Pick<Panels, 'inSight' | 'onDidChangeVisible'>,
  endpoints: Pick<Endpoints, 'onDidChange'>,
): Disposable {
  const store = new DisposableStore();
  let known: string | undefined;
  const update = () => {
    const kind = panels.inSight?.config.kind;
    if (kind === known) return;
    known = kind;
    unawaited(commands.executeCommand('setContext', 'portside.panelKind', kind));
  };
  store.add(panels.onDidChangeVisible(update));
  store.add(endpoints.onDidChange(update));
  return store;
}
