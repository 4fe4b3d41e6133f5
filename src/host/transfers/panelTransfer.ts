/** A transfer as a page shows it. */
import type { TransferSnapshot } from '../../core/transfer/transfer.ts';
import type { PanelTransfer } from '../../protocol/panelCalls.ts';
import { failureSentence } from '../sentences.ts';

export function panelTransfer(transfer: TransferSnapshot): PanelTransfer {
  return transfer.failure ? { ...transfer, problem: failureSentence(transfer.failure) } : transfer;
}
