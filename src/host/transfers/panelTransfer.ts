/** Converts a transfer for a page. */
import { failureSentence } from '../../core/sentences/errors/errorSentence.ts';
import type { TransferSnapshot } from '../../core/transfer/transferSnapshot.ts';
import type { PanelTransfer } from '../../protocol/panelCalls.ts';
import { pageText } from '../shown/shownText.ts';
import { translated } from '../shown/translated.ts';

export function panelTransfer(transfer: TransferSnapshot): PanelTransfer {
  const { failure } = transfer;
  // A cancelled transfer needs no problem text: its state says it.
  return failure && failure.code !== 'CANCELLED'
    ? { ...transfer, problem: pageText(translated(failureSentence(failure))) }
    : transfer;
}
