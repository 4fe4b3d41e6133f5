/** Reports what was removed or cleared, offers an undo, and undoes it. */
import { type Command, commands, l10n } from 'vscode';
import { ofUser } from '../../client/callers/ofUser.ts';
import { unawaited } from '../../client/unawaited.ts';
import { informationNotice, statusOffer } from '../shown/notices.ts';
import type { Undoable, UndoList } from './undoList.ts';

/** The status bar offers it for this long; commands and the view's button do for as long as it can be undone. */
export const offeredMs = 30_000;

/** The removal or clear that each button undoes, by the argument of its command. */
const offered = new WeakMap<object, Undoable>();

/**
 * Adds it to the list, and offers the undo in the status bar and in a notification. VS Code hides the notification after ten seconds; it
 * can't be closed when the undo happens elsewhere.
 */
export function offerUndo(list: UndoList, one: Undoable, sentence: string): void {
  offerQuietly(list, one, sentence);
  offerInNotice(one, sentence);
}

/**
 * Adds it to the list, and offers the undo in the status bar only. The offer disappears when there is nothing left to undo, or when something
 * later can be undone.
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

/** Returns what a button of ours undoes; undefined for any other argument. */
export function offeredBy(argument: unknown): Undoable | undefined {
  return typeof argument === 'object' && argument !== null ? offered.get(argument) : undefined;
}

/** Rejects with a RangeError if it has expired or was already undone. */
export async function undoNow(list: UndoList, one: Undoable | undefined): Promise<void> {
  if (!one || !(await list.undo(one))) throw new RangeError(l10n.t('There is nothing left to undo.'));
}

/** Offers the undo of something that is in the list in a notification. */
export function offerInNotice(one: Undoable, sentence: string): void {
  const { title, command, arguments: given = [] } = commandOf(one);
  const offered = async () => {
    if ((await informationNotice(sentence, title)) === title) await commands.executeCommand(command, ...given);
  };
  unawaited(offered());
}

/** The argument shows that the button was pressed. */
function commandOf(one: Undoable): Command {
  const argument = ofUser({ type: 'offer' });
  offered.set(argument, one);
  const command = one.kind === 'remove' ? 'portside.undoRemove' : 'portside.undoClear';
  return { command, title: l10n.t('Undo'), arguments: [argument] };
}
