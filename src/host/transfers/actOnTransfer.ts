/** Performs an action on a transfer, requested by its card, a command or a notification. */
import { l10n } from 'vscode';
import type { TransferAction } from '../../core/transfer/transferActions.ts';
import type { TransferSnapshot } from '../../core/transfer/transferSnapshot.ts';
import { copyLine } from '../shown/clipboard.ts';
import { askDirectory } from './receiveDirectory.ts';
import { openFile, revealFile } from './showFile.ts';
import type { Transfers } from './transfers.ts';

/** Rejects with Dismissed, or with a RangeError for an action that isn't available for the transfer. */
export async function actOnTransfer(
  transfers: Transfers,
  action: TransferAction,
  transfer: TransferSnapshot,
): Promise<void> {
  const { engine } = transfers.endpoints;
  const { id, asks } = transfer;
  const to = asks && { to: asks };
  switch (action) {
    case 'accept':
      return engine.answerTransfer(id, { accept: true, ...to });
    case 'decline':
      return engine.answerTransfer(id, { accept: false, ...to });
    case 'chooseDirectory':
      return askDirectory(transfers);
    case 'pause':
      return transfers.pause(id);
    case 'resume':
      return transfers.resume(id);
    case 'cancel':
      return engine.cancelTransfer(id);
    case 'retry':
      return transfers.retry(id);
    case 'open':
      return openFile(required(transfer.path));
    case 'reveal':
      return revealFile(required(transfer.path));
    case 'copyPath':
      return copyLine(required(transfer.path));
    case 'copyHash':
      return copyLine(required(transfer.sha256));
  }
}

function required(value: string | undefined): string {
  if (value === undefined) throw new RangeError(l10n.t('This action isn’t available for this transfer.'));
  return value;
}
