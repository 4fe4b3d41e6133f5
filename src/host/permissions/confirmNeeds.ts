/** Asks the user for missing permissions, once each, for pages and for commands without an argument: the user may be present. */
import { l10n } from 'vscode';
import { Dismissed } from '../dismissed.ts';
import { confirmed } from '../notices.ts';
import type { NotAllowed } from './checks.ts';

/** Asks about each of these errors NOT_ALLOWED once. Rejects with Dismissed unless the user agrees to all. */
export async function confirmNeeds(needs: readonly NotAllowed[]): Promise<void> {
  const questions = new Map(needs.map(({ params }) => [JSON.stringify(params), questionOf(params)]));
  for (const [question, button, detail] of questions.values())
    if (!(await confirmed(question, button, detail))) throw new Dismissed();
}

function questionOf(params: NotAllowed['params']): [string, string, string?] {
  switch (params.permission) {
    case 'listen':
      return [l10n.t('Open {0}?', params.address), l10n.t('Open'), l10n.t('Other machines will be able to reach it.')];
    case 'receive':
      return [
        l10n.t('Write files to {0}?', params.path),
        l10n.t('Allow'),
        l10n.t('It is neither in this workspace nor in your folder for received files.'),
      ];
    case 'send':
      return [l10n.t('Send {0}?', params.path), l10n.t('Send'), l10n.t('The file isn’t in this workspace.')];
    case 'change':
      return [l10n.t('Change the saved endpoint “{0}”?', params.name), l10n.t('Change')];
    case 'capture':
      return [l10n.t('Send the camera or the screen?'), l10n.t('Send')];
  }
}
