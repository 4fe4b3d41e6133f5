/** Asks the user for missing permissions, for pages and for commands without an argument: the user may be present. */
import { l10n } from 'vscode';
import { type Confirmation, confirmAll } from '../shown/confirmAll.ts';
import type { NotAllowed } from './checks.ts';

/** Asks about all of these errors NOT_ALLOWED at once. Rejects with Dismissed unless the user agrees. */
export async function confirmNeeds(needs: readonly NotAllowed[]): Promise<void> {
  const all = () => ({ question: l10n.t('Do you want to continue?'), button: l10n.t('Continue') });
  await confirmAll(confirmationsOf(needs), all);
}

/** Returns what to ask about these errors, each once. */
export function confirmationsOf(needs: readonly NotAllowed[]): Confirmation[] {
  const distinct = new Map(needs.map(({ params }) => [JSON.stringify(params), params]));
  return [...distinct.values()].map(confirmationOf);
}

function confirmationOf(params: NotAllowed['params']): Confirmation {
  switch (params.permission) {
    case 'listen':
      return {
        question: l10n.t('Open {0}?', params.address),
        button: l10n.t('Open'),
        detail: l10n.t('Other machines will be able to reach it.'),
        statement: l10n.t('Other machines will be able to reach {0}.', params.address),
      };
    case 'receive':
      return {
        question: l10n.t('Write files to {0}?', params.path),
        button: l10n.t('Allow'),
        detail: l10n.t('It is neither in this workspace nor in your folder for received files.'),
        statement: l10n.t(
          'Files will be written to {0}, which is neither in this workspace nor in your folder for received files.',
          params.path,
        ),
      };
    case 'send':
      return {
        question: l10n.t('Send {0}?', params.path),
        button: l10n.t('Send'),
        detail: l10n.t('The file isn’t in this workspace.'),
        statement: l10n.t('{0}, which isn’t in this workspace, will be sent.', params.path),
      };
    case 'change':
      if (params.of === 'message')
        return {
          question: l10n.t('Change the saved message “{0}”?', params.name),
          button: l10n.t('Change'),
          statement: l10n.t('The saved message “{0}” will be changed.', params.name),
        };
      return {
        question: l10n.t('Change the saved endpoint “{0}”?', params.name),
        button: l10n.t('Change'),
        statement: l10n.t('The saved endpoint “{0}” will be changed.', params.name),
      };
    case 'capture':
      return {
        question: l10n.t('Send the camera or the screen?'),
        button: l10n.t('Send'),
        statement: l10n.t('The camera or the screen will be sent.'),
      };
  }
}
