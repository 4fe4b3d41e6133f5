/** Offers to write to the settings again when VS Code couldn't, so that nothing needs to be entered twice. */
import { l10n } from 'vscode';
import { unawaited } from '../../client/unawaited.ts';
import { SettingsNotWritten } from '../saved/savedScopes.ts';
import { errorNotice } from '../shown/notices.ts';
import { showError } from '../shown/showError.ts';
import { openSettingsOf } from './revealSaved.ts';

/**
 * Runs `write`. If it rejects with SettingsNotWritten, this resolves, and a notification offers to run it again until
 * the user closes it.
 */
export async function writeOrOfferRetry(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!(error instanceof SettingsNotWritten)) throw error;
    unawaited(offerRetry(error, write));
  }
}

async function offerRetry(error: SettingsNotWritten, write: () => Promise<void>): Promise<void> {
  const [open, again] = [l10n.t('Open Settings File'), l10n.t('Try Again')];
  const choice = await errorNotice(error.message, open, again);
  if (choice === open) {
    await openSettingsOf(error.scope);
    // Choosing the button has closed the notification.
    await offerRetry(error, write);
  } else if (choice === again) await writeOrOfferRetry(write).catch(showError);
}
