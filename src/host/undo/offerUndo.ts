/** Says what was removed or cleared, with a way back, and undoes it. */
import { l10n } from 'vscode';
import { informationNotice, statusMessage } from '../notices.ts';
import { showError } from '../showError.ts';
import type { Undoable, UndoList } from './undoList.ts';

/** Keeps it in the list, and offers to undo it in a notification, which stays open when it is undone elsewhere. */
export function offerUndo(list: UndoList, one: Undoable, told: string): void {
  list.add(one);
  const undo = l10n.t('Undo');
  void informationNotice(told, undo).then(chosen => {
    if (chosen !== undo) return;
    if (list.wasUndone(one)) statusMessage(l10n.t('Already restored.'));
    else undoNow(list, one).catch(showError);
  });
}

/** Rejects with a RangeError where its time is over, or it was undone. */
export async function undoNow(list: UndoList, one: Undoable | undefined): Promise<void> {
  if (!one || !(await list.undo(one))) throw new RangeError(l10n.t('There is nothing left to undo.'));
}
