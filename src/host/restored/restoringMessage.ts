/**
 * Shows in the *Connections* view that an earlier window's endpoints are still being restored, so that they don't seem
 * lost.
 */
import type { Disposable, Memento } from 'vscode';
import { unawaited } from '../../client/unawaited.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import type { ConnectionsView } from '../tree/connectionsView.ts';

/**
 * Whether the window listed endpoints when it was last used. Stored, since a session on disk may belong to another
 * window.
 */
const key = 'hadEndpoints';

/** `ready` resolves when all are restored. */
export function watchRestoring(
  endpoints: Pick<Endpoints, 'all' | 'onDidChange' | 'onDidChangeList'>,
  ready: Promise<void>,
  connections: Pick<ConnectionsView, 'isRestoring'>,
  memory: Memento,
): Disposable {
  const store = new DisposableStore();
  const hadEndpoints = memory.get<boolean>(key, false);
  let [isReady, shown, kept] = [false, false, hadEndpoints];
  const update = () => {
    const { all } = endpoints;
    const isRestoring = !isReady && (all.length === 0 ? hadEndpoints : all.some(one => one.isRestoring));
    if (isRestoring !== shown) connections.isRestoring = shown = isRestoring;
  };
  const keep = () => {
    const hasEndpoints = endpoints.all.length > 0;
    if (hasEndpoints !== kept) unawaited(memory.update(key, hasEndpoints));
    kept = hasEndpoints;
  };
  store.add(endpoints.onDidChange(update));
  store.add(endpoints.onDidChangeList(update));
  store.add(endpoints.onDidChangeList(keep));
  unawaited(
    ready.then(() => {
      isReady = true;
      update();
      keep();
    }),
  );
  update();
  return store;
}
