/** Reports what was removed or cleared, offers an undo, and undoes it. */
import { l10n } from 'vscode';
import { ofUser } from '../commands/ofUser.ts';
import { statusOffer } from '../notices.ts';
import type { Undoable, UndoList } from './undoList.ts';

/** The status bar offers it for this long; commands and the view's button do for as long as it can be undone. */
export const offeredMs = 30_000;

/**
 * Adds it to the list, and offers the undo in the status bar, because a notification couldn't be closed when it is undone elsewhere. The
 * offer disappears when there is nothing left to undo, or when something later can be undone.
 */
export function offerUndo(list: UndoList, one: Undoable, told: string): void {
  list.add(one);
  const button = l10n.t('Undo');
  // It undoes the last of its kind: this one, as long as the offer is there. The argument shows that the button was pressed.
  const command =
    one.kind === 'remove'
      ? { command: 'portside.undoRemove', title: button, arguments: [ofUser({ type: 'offer' })] }
      : 'portside.undoClear';
  const offer = statusOffer(told, { id: 'portside.undo', icon: 'discard', button, command });
  const end = () => {
    clearTimeout(timer);
    watching.dispose();
    offer.dispose();
  };
  const timer = setTimeout(end, offeredMs);
  timer.unref();
  const watching = list.onDidChange(() => list.all.at(-1) !== one && end());
}

/** Rejects with a RangeError if it has expired or was already undone. */
export async function undoNow(list: UndoList, one: Undoable | undefined): Promise<void> {
  if (!one || !(await list.undo(one))) throw new RangeError(l10n.t('There is nothing left to undo.'));
}
