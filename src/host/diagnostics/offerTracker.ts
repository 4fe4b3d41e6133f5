/** Offers to open the issue tracker, with the report on the clipboard. */
import { env, l10n, type TextDocument, Uri } from 'vscode';
import { copyText } from '../shown/clipboard.ts';
import { informationNotice } from '../shown/notices.ts';

/** Copies the current text of the document when the button is pressed: the user completes it first. */
export async function offerTracker(document: Pick<TextDocument, 'getText'>, tracker: string): Promise<void> {
  const copy = l10n.t('Copy and Open Tracker');
  const question = l10n.t('Complete the report, then copy it into a new issue.');
  if ((await informationNotice(question, copy)) !== copy) return;
  await copyText(document.getText());
  await env.openExternal(Uri.parse(tracker));
}
