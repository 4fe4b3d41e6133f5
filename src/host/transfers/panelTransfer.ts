/** A transfer as a page shows it. */
import type { TransferSnapshot } from '../../core/transfer/transfer.ts';
import type { PanelTransfer } from '../../protocol/panelCalls.ts';
import { failureSentence } from '../sentences.ts';

export function panelTransfer(transfer: TransferSnapshot): PanelTransfer {
  const { failure } = transfer;
  // Its state shows that it was cancelled.
  return failure && failure.code !== 'CANCELLED' ? { ...transfer, problem: failureSentence(failure) } : transfer;
}
