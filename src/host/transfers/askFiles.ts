/** Asks which files to send. */
import { env, l10n, UIKind } from 'vscode';
import { Dismissed } from '../../client/dismissed.ts';
import { openDialog } from '../shown/dialogs.ts';
import type { FileOrigin } from './fileOrigins.ts';
import type { Transfers } from './transfers.ts';

/**
 * Returns the chosen files, and folders if the dialog supports both, as on macOS and in VS Code's own dialog. Other
 * dialogs support only one of the two. Rejects with Dismissed.
 */
export async function askFiles(
  what: 'files' | 'folders',
  { approved }: Pick<Transfers, 'approved'>,
): Promise<FileOrigin[]> {
  const takesBoth = process.platform === 'darwin' || env.remoteName !== undefined || env.uiKind === UIKind.Web;
  const chosen = await openDialog({
    title: what === 'files' ? l10n.t('Send Files') : l10n.t('Send Folder'),
    openLabel: l10n.t('Send'),
    canSelectMany: true,
    canSelectFiles: what === 'files',
    canSelectFolders: what === 'folders' || takesBoth,
  });
  if (!chosen?.length) throw new Dismissed();
  approved.add(chosen);
  return chosen.map(uri => ({ uri }));
}
