/** Removes endpoints in an undoable way. Connections can't be restored: if there are any, the user is asked first. */
import { l10n } from 'vscode';
import { Dismissed } from '../../client/dismissed.ts';
import { labelInSentence } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { isStream, listens } from '../../core/kinds.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { listedAs, type SavedEndpoints } from '../saved/savedEndpoints.ts';
import { confirmed } from '../shown/notices.ts';
import { showError } from '../shown/showError.ts';
import { offerUndo } from './offerUndo.ts';
import { removal, removedText } from './removal.ts';
import type { Undoable, UndoList } from './undoList.ts';

/** The panels, as needed for removing and clearing. */
interface PanelTabs {
  isOpen(id: string): boolean;
  isVisible(id: string): boolean;
  open(id: string): void;
}

export interface RemovingParts {
  readonly endpoints: Endpoints;
  readonly panels: PanelTabs;
  readonly undo: UndoList;
  readonly saved: Pick<SavedEndpoints, 'all'>;
}

/** Removes an endpoint. Rejects with Dismissed if the user declines. */
export async function removeEndpoint(id: string, parts: RemovingParts): Promise<void> {
  await parts.endpoints.now();
  await confirm(parts.endpoints.find(id), parts);
  await removeAll([id], parts);
}

/** Distinguishes saved endpoints that are being edited, and therefore listed as closed, from other closed ones. */
interface EditedForms {
  isEditing(id: string): boolean;
}

/** Removes closed and failed endpoints, except for saved ones being edited. */
export async function removeClosed(parts: RemovingParts & { readonly savedForms: EditedForms }): Promise<void> {
  const all = await parts.endpoints.now();
  const isClosed = ({ state }: EndpointSnapshot) => state === 'closed' || state === 'failed';
  const closed = all.filter(one => isClosed(one) && !parts.savedForms.isEditing(one.id));
  if (closed.length === 0) throw new RangeError(l10n.t('There are no closed endpoints.'));
  await removeAll(
    closed.map(({ id }) => id),
    parts,
  );
}

/** Returns the most recent removal that can be undone. */
export function lastRemoval(list: UndoList): Undoable | undefined {
  return list.all.findLast(({ kind }) => kind === 'remove');
}

/** Removes endpoints with a single undo for all of them. */
async function removeAll(ids: readonly string[], { endpoints, panels, undo, saved }: RemovingParts): Promise<void> {
  const pairs = listedAs(await saved.all(), endpoints.all);
  const theirs = [...pairs].flatMap(([one, { id }]) => (ids.includes(id) ? one : []));
  const shown = ids.filter(id => panels.isOpen(id));
  // Some may have been removed while a question was open.
  const present = ids.filter(id => endpoints.has(id));
  if (present.length === 0) return;
  const sinceMs = undo.newTime();
  const removed = await Promise.all(present.map(id => endpoints.setAside(id, sinceMs)));
  const undoable = removal({
    ...{ removed, sinceMs, endpoints, saved },
    openAgain: id => openAgain(id, endpoints, panels),
    onRestored: () => {
      for (const id of shown) panels.open(id);
    },
  });
  offerUndo(undo, undoable, removedText(removed, theirs));
}

/** Reopens an endpoint. Its row and panel show why it can't be opened; the removal is undone nevertheless. */
async function openAgain(id: string, endpoints: Endpoints, panels: PanelTabs): Promise<void> {
  await endpoints.reopen(id).catch(error => panels.isVisible(id) || showError(error));
}

async function confirm(
  endpoint: EndpointSnapshot,
  { endpoints, saved }: Pick<RemovingParts, 'endpoints' | 'saved'>,
): Promise<void> {
  if (!isStream(endpoint.config) || endpoint.counters.peers === 0) return;
  const staysSaved = [...listedAs(await saved.all(), endpoints.all).values()].some(({ id }) => id === endpoint.id);
  const details = [
    ...(staysSaved ? [l10n.t('It stays in your saved endpoints.')] : []),
    l10n.t('Undo restores the endpoint and its transcript, but not its connections.'),
  ];
  if (!(await confirmed(questionOf(endpoint), l10n.t('Remove'), ...details))) throw new Dismissed();
}

function questionOf(endpoint: EndpointSnapshot): string {
  const label = labelInSentence(endpoint);
  const { peers } = endpoint.counters;
  if (!listens(endpoint.config)) return l10n.t('Remove endpoint “{0}”? Its connection will be closed.', label);
  return peers === 1
    ? l10n.t('Remove endpoint “{0}”? 1 client will be disconnected.', label)
    : l10n.t('Remove endpoint “{0}”? {1} clients will be disconnected.', label, peers);
}
