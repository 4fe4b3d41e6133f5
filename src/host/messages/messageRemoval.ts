/** The removal of a saved message as an undoable action. */
import { l10n } from 'vscode';
import type { KeptMessage } from '../../client/keptRemoval.ts';
import { statusMessage } from '../shown/notices.ts';
import type { UndoOffer } from '../undo/keptRemovals.ts';
import type { Composing } from './messages.ts';

/** Undoing it needs no permission: it adds the message that the user had, and replaces none. */
export function messageRemoval(kept: KeptMessage, composing: Pick<Composing, 'library'>): UndoOffer {
  const { name, entry, sinceMs } = kept;
  const undo = async () => {
    const { ofLibrary } = await import('./messageQuestions.ts');
    await ofLibrary(await composing.library, library => library.insert(entry));
    statusMessage(l10n.t('Restored “{0}”.', name));
  };
  const undoable = { kind: 'remove' as const, sinceMs, kept, undo, forget: async () => undefined };
  return [undoable, l10n.t('Removed “{0}”.', name)];
}
