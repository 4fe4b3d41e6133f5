/** Whether a command's argument is a row of the *Connections* view, or one that is unknown. */
import { l10n } from 'vscode';
import { statusMessage } from '../shown/notices.ts';
import type { ConnectionNode } from '../tree/connectionsTree.ts';

const types: Record<ConnectionNode['type'], true> = {
  endpoint: true,
  peer: true,
  closedPeers: true,
  more: true,
  saved: true,
  start: true,
};

export function isRow(argument: unknown): argument is ConnectionNode {
  if (typeof argument !== 'object' || argument === null || !('type' in argument)) return false;
  return typeof argument.type === 'string' && Object.hasOwn(types, argument.type);
}

/** Reports that nothing was done: VS Code passes undefined instead of a row that it is redrawing. */
export function reportUnknownRow(): void {
  statusMessage(l10n.t('The list was changing. Try again.'));
}
