/** Reports a removal or a clear, offers an undo, and performs it. */
import { type Command, commands, l10n } from 'vscode';
import { markUserArgument } from '../../client/callers/userGestures.ts';
import { unawaited } from '../../client/unawaited.ts';
import { informationNotice, statusOffer } from '../shown/notices.ts';
import type { Undoable, UndoList } from './undoList.ts';

/** How long the status bar offers the undo; commands and the view's button offer it for as long as it is possible. */
export const offeredMs = 30_000;

/** The removal or clear that each button undoes, by its command's argument. */
const offered = new WeakMap<object, Undoable>();

/**
 * Adds an undoable action to the list, and offers the undo in the status bar and in a notification. VS Code hides the
 * notification after ten seconds; it can't be closed if the undo happens elsewhere.
 */
export function offerUndo(list: UndoList, one: Undoable, sentence: string): void {
  offerQuietly(list, one, sentence);
  offerInNotice(one, sentence);
}

/**
 * Adds an undoable action to the list, and offers the undo in the status bar only. The offer disappears when there is
 * nothing left to undo, or when a later action can be undone.
 */
export function offerQuietly(list: UndoList, one: Undoable, sentence: string): void {
  list.add(one);
  const command = commandOf(one);
  const offer = statusOffer(sentence, { id: 'portside.undo', icon: 'discard', button: command.title, command });
  const end = () => {
    clearTimeout(timer);
    watching.dispose();
    offer.dispose();
  };
  const timer = setTimeout(end, offeredMs);
  timer.unref();
  const watching = list.onDidChange(() => list.all.at(-1) !== one && end());
  if (list.all.at(-1) !== one) end();
}

/** Returns what one of our buttons undoes; undefined for any other argument. */
export function offeredBy(argument: unknown): Undoable | undefined {
  return typeof argument === 'object' && argument !== null ? offered.get(argument) : undefined;
}

/** Undoes an action. Rejects with a RangeError if it has expired or was already undone. */
export async function undoNow(list: UndoList, one: Undoable | undefined): Promise<void> {
  if (!one || !(await list.undo(one))) throw new RangeError(l10n.t('There is nothing left to undo.'));
}

/** Offers, in a notification, the undo of an action that is in the list. */
export function offerInNotice(one: Undoable, sentence: string): void {
  const { title, command, arguments: given = [] } = commandOf(one);
  const offer = async () => {
    if ((await informationNotice(sentence, title)) === title) await commands.executeCommand(command, ...given);
  };
  unawaited(offer());
}

/** Returns the button's command, whose argument identifies the offer and proves that the user pressed it. */
function commandOf(one: Undoable): Command {
  const argument = markUserArgument({ type: 'offer' });
  offered.set(argument, one);
  const command = one.kind === 'remove' ? 'portside.undoRemove' : 'portside.undoClear';
  return { command, title: l10n.t('Undo'), arguments: [argument] };
}
