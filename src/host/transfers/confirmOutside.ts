/** Asks before files from outside the workspace are sent, if nothing proves that the user chose them. */
import { l10n, type Uri } from 'vscode';
import { Dismissed } from '../../client/dismissed.ts';
import { outsideWorkspace } from '../permissions/permittedFolders.ts';
import { confirmed } from '../shown/notices.ts';
import { shownPath } from '../shown/shownPath.ts';
import type { FileOrigin } from './fileOrigins.ts';
import type { Transfers } from './transfers.ts';

/** Rejects with Dismissed unless all files are in the workspace or the user agrees to send them. */
export async function confirmOutside(
  origins: readonly FileOrigin[],
  { approved }: Pick<Transfers, 'approved'>,
): Promise<void> {
  const outside: Uri[] = [];
  for (const origin of origins) {
    const found = 'uri' in origin ? await outsideWorkspace(origin.uri) : undefined;
    if (found) outside.push(found);
  }
  const [first] = outside;
  if (!first) return;
  const question =
    outside.length === 1
      ? l10n.t('Send {0}?', shownPath(first))
      : l10n.t('Send {0} and {1} more?', shownPath(first), outside.length - 1);
  const detail = l10n.t('The file isn’t in this workspace.');
  if (!(await confirmed(question, l10n.t('Send'), detail))) throw new Dismissed();
  approved.add(origins.flatMap(origin => ('uri' in origin ? origin.uri : [])));
}
