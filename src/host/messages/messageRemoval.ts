/** The removal of a saved message as an undoable action. */
import { l10n } from 'vscode';
import type { KeptMessage } from '../../client/keptRemoval.ts';
import { statusMessage } from '../shown/notices.ts';
import type { UndoOffer } from '../undo/keptRemovals.ts';
import type { MessageParts } from './messageParts.ts';

/** Undoing it needs no permission: it adds the message that the user had, and replaces none. */
export function messageRemoval(kept: KeptMessage, messageParts: Pick<MessageParts, 'library'>): UndoOffer {
  const { name, entry, sinceMs } = kept;
  const undo = async () => {
    const { ofLibrary } = await import('./messageQuestions.ts');
    await ofLibrary(await messageParts.library, library => library.insert(entry));
    statusMessage(l10n.t('Restored “{0}”.', name));
  };
  const undoable = { kind: 'remove' as const, sinceMs, kept, undo, forget: async () => undefined };
  return [undoable, l10n.t('Removed “{0}”.', name)];
}
