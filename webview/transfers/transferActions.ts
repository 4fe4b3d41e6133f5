/** What can be done with a transfer as it is now. */
import type { PanelTransfer, TransferAction } from '../../src/protocol/panelCalls.ts';

/** In the order of their buttons. */
export function actionsOf(transfer: PanelTransfer): TransferAction[] {
  switch (transfer.state) {
    case 'asking':
      return [transfer.asks === 'directory' ? 'chooseDirectory' : 'accept', 'decline'];
    case 'running':
      return ['pause', 'cancel'];
    case 'paused':
      return ['resume', 'cancel'];
    case 'queued':
    case 'checking':
      return ['cancel'];
    case 'done':
      return [...hashActions(transfer), ...pathActions(transfer)];
    case 'failed':
    case 'cancelled':
      return transfer.canRetry ? ['retry'] : [];
    default:
      return transfer.state satisfies never;
  }
}

function hashActions({ sha256 }: PanelTransfer): TransferAction[] {
  return sha256 === undefined ? [] : ['copyHash'];
}

/** Of several files there is no one to be opened. */
function pathActions({ path, files }: PanelTransfer): TransferAction[] {
  if (path === undefined) return [];
  return files.total > 1 ? ['reveal', 'copyPath'] : ['open', 'reveal', 'copyPath'];
}
