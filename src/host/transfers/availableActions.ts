/** What can be done with a transfer as it is now. */
import { hasEnded, type TransferSnapshot } from '../../core/transfer/transfer.ts';
import type { TransferAction } from '../../protocol/panelCalls.ts';

export function availableActions(transfer: TransferSnapshot): TransferAction[] {
  const { state, path, sha256, canRetry, asks } = transfer;
  const actions: [TransferAction, boolean][] = [
    ['accept', state === 'asking' && asks === 'consent'],
    ['decline', state === 'asking'],
    ['chooseDirectory', state === 'asking' && asks === 'directory'],
    ['pause', state === 'running'],
    ['resume', state === 'paused'],
    ['cancel', !hasEnded(transfer) && state !== 'asking'],
    ['retry', canRetry && hasEnded(transfer)],
    ['open', isWhole(transfer) && transfer.files.total === 1],
    ['reveal', isWhole(transfer)],
    ['copyPath', path !== undefined],
    ['copyHash', sha256 !== undefined],
  ];
  return actions.filter(([, can]) => can).map(([action]) => action);
}

/** There is a file that a person can look at. */
function isWhole({ direction, state, path }: TransferSnapshot): boolean {
  return path !== undefined && (direction === 'out' || state === 'done');
}
