/** Clears a transcript so that this can be undone. */
import { type Disposable, l10n } from 'vscode';
import { endpointLabel } from '../../core/endpointLabel.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints.ts';
import { offerUndo } from './offerUndo.ts';
import type { RemovingParts } from './removeEndpoints.ts';
import type { Undoable, UndoList } from './undoList.ts';

/** A panel that shows it offers the undo itself. */
export async function clearTranscript(
  id: string,
  { endpoints, panels, undo }: Omit<RemovingParts, 'saved'>,
): Promise<void> {
  const before = undoableClears(endpoints, id);
  await endpoints.engine.clearTranscript(id, true);
  // It was empty.
  if (undoableClears(endpoints, id) <= before) return;
  const cleared: Undoable = {
    kind: 'clear',
    endpoint: id,
    undo: async () => void (await endpoints.engine.undoClear(id)),
    forget: () => endpoints.engine.forgetClear(id),
  };
  if (panels.isVisible(id)) undo.add(cleared);
  else offerUndo(undo, cleared, l10n.t('Cleared the transcript of {0}.', endpointLabel(endpoints.find(id))));
}

/** Returns the last clear that can be undone, for one endpoint or for all that are listed. */
export function lastClear(list: UndoList, endpoints: Endpoints, id?: string): Undoable | undefined {
  return list.all.findLast(
    ({ kind, endpoint = '' }) => kind === 'clear' && endpoints.has(endpoint) && (id === undefined || endpoint === id),
  );
}

/** Drops the clears whose entries were removed, oldest first. */
export function watchClears(list: UndoList, endpoints: Endpoints): Disposable {
  const store = new DisposableStore();
  store.add(
    endpoints.onDidChange(changed => {
      for (const { id } of changed.filter(one => endpoints.has(one.id))) {
        const clears = list.all.filter(({ endpoint }) => endpoint === id);
        for (const one of clears.slice(0, Math.max(0, clears.length - undoableClears(endpoints, id)))) list.drop(one);
      }
    }),
  );
  return store;
}

function undoableClears(endpoints: Endpoints, id: string): number {
  return endpoints.find(id).undoableClears ?? 0;
}
