/**
 * Removals of saved endpoints and messages, stored in the workspace's memento, so that the window can undo them after a
 * reload. The engine keeps removed endpoints.
 */
import type { Disposable, Memento } from 'vscode';
import { isKeptRemoval, type KeptRemoval } from '../../client/keptRemoval.ts';
import { unawaited } from '../../client/unawaited.ts';
import { isUndoable } from '../../core/undoableMs.ts';
import { storedItems } from '../stored.ts';
import { offerQuietly } from './offerUndo.ts';
import type { Undoable, UndoList } from './undoList.ts';

const key = 'removals';

/** An undoable action, and the sentence that says what was done. */
export type UndoOffer = readonly [undoable: Undoable, sentence: string];

/**
 * Lists removals kept by an earlier window, and keeps those in the list. `undoableOf` returns undefined if one no
 * longer applies.
 */
export function keepRemovals(
  list: UndoList,
  memory: Memento,
  undoableOf: (kept: KeptRemoval) => UndoOffer | undefined,
): Disposable {
  const before = storedItems(memory, key);
  const now = Date.now();
  for (const kept of before.filter(isKeptRemoval).filter(({ sinceMs }) => isUndoable(sinceMs, now))) {
    const offer = undoableOf(kept);
    if (offer) offerQuietly(list, ...offer);
  }
  let last = before.length;
  const keep = () => {
    const all = list.all.flatMap(({ kept }) => kept ?? []);
    if (all.length !== last) unawaited(memory.update(key, all));
    last = all.length;
  };
  keep();
  return list.onDidChange(keep);
}
