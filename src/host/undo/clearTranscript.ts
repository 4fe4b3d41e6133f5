/**
 * Clears a transcript, and lists the clears that can be undone, including those of an engine that died and of the
 * window before a reload.
 */
import { type Disposable, l10n } from 'vscode';
import { labelInSentence } from '../../core/endpointLabel.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { offerInNotice, offerQuietly } from './offerUndo.ts';
import type { RemovingParts } from './removeEndpoints.ts';
import type { Undoable, UndoList } from './undoList.ts';

export type ClearingParts = Omit<RemovingParts, 'saved'>;

/** Clears a transcript and offers an undo, unless a visible panel does. */
export async function clearTranscript(id: string, parts: ClearingParts): Promise<void> {
  const { endpoints, panels, undo } = parts;
  const before = undoableClears(endpoints, id);
  await endpoints.engine.clearTranscript(id, true);
  listClears(id, parts);
  const cleared = lastClear(undo, endpoints, id);
  const wasEmpty = cleared?.sinceMs === undefined || before.includes(cleared.sinceMs);
  if (!wasEmpty && !panels.isVisible(id)) offerInNotice(cleared, clearedSentence(id, endpoints));
}

/** Returns the last clear that can be undone, for one endpoint or for all that are listed. */
export function lastClear(list: UndoList, endpoints: Endpoints, id?: string): Undoable | undefined {
  return list.all.findLast(
    ({ kind, endpoint = '' }) => kind === 'clear' && endpoints.has(endpoint) && (id === undefined || endpoint === id),
  );
}

/** Lists undoable clears as the engine announces them, and drops those whose entries were deleted. */
export function watchClears(parts: ClearingParts): Disposable {
  const { endpoints } = parts;
  return endpoints.onDidChange(changed => {
    for (const { id } of changed) if (endpoints.has(id)) listClears(id, parts);
  });
}

function listClears(id: string, { endpoints, panels, undo }: ClearingParts): void {
  const times = undoableClears(endpoints, id);
  const isItsClear = ({ kind, endpoint }: Undoable) => kind === 'clear' && endpoint === id;
  for (const one of undo.all) if (isItsClear(one) && !times.includes(one.sinceMs ?? 0)) undo.drop(one);
  const known = undo.allWithLeaving.filter(isItsClear).map(({ sinceMs }) => sinceMs);
  for (const sinceMs of times.filter(time => !known.includes(time))) {
    const one = clearAt(sinceMs, id, endpoints);
    if (panels.isVisible(id)) undo.add(one);
    else offerQuietly(undo, one, clearedSentence(id, endpoints));
  }
}

function clearAt(sinceMs: number, id: string, { engine }: Endpoints): Undoable {
  return {
    kind: 'clear',
    endpoint: id,
    sinceMs,
    undo: async () => void (await engine.undoClear(id)),
    forget: () => engine.forgetClear(id, sinceMs),
  };
}

function clearedSentence(id: string, endpoints: Endpoints): string {
  return l10n.t('Cleared the transcript of {0}.', labelInSentence(endpoints.find(id)));
}

function undoableClears(endpoints: Endpoints, id: string): readonly number[] {
  return endpoints.find(id).undoableClears ?? [];
}
