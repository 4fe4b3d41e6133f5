/** Actions on a transfer, for its card and for commands. */
import { type Phrase, phrase } from '../phrase.ts';
import { hasEnded, keptPart, type TransferSnapshot } from './transferSnapshot.ts';

/** Actions in the order of their buttons. */
export const transferActions = [
  'accept',
  'chooseDirectory',
  'decline',
  'pause',
  'resume',
  'cancel',
  'retry',
  'open',
  'reveal',
  'copyPath',
  'copyHash',
] as const;
export type TransferAction = (typeof transferActions)[number];

/** Labels of buttons and list items. */
export const actionLabels: Record<TransferAction, Phrase> = {
  accept: phrase('Accept'),
  chooseDirectory: phrase('Choose Folder…'),
  decline: phrase('Decline'),
  pause: phrase('Pause'),
  resume: phrase('Resume'),
  cancel: phrase('Cancel'),
  retry: phrase('Try Again'),
  open: phrase('Open'),
  reveal: phrase('Reveal'),
  copyPath: phrase('Copy Path'),
  copyHash: phrase('Copy SHA-256'),
};

/** Returns the actions available in the current state. During a transfer, there is nothing to open yet. */
export function availableActions(transfer: TransferSnapshot): TransferAction[] {
  const { state, path, sha256, canRetry, asks, files } = transfer;
  const ended = hasEnded(transfer);
  const can: Record<TransferAction, boolean> = {
    accept: state === 'asking' && asks === 'consent',
    chooseDirectory: state === 'asking' && asks === 'directory',
    decline: state === 'asking',
    pause: state === 'running',
    resume: state === 'paused',
    cancel: !ended && state !== 'asking',
    retry: ended && canRetry,
    // Several files have no single one to open.
    open: ended && isWhole(transfer) && files.total === 1,
    reveal: ended && (isWhole(transfer) || keptPart(transfer) !== undefined),
    copyPath: ended && path !== undefined,
    copyHash: sha256 !== undefined,
  };
  return transferActions.filter(action => can[action]);
}

/** Whether there is a complete file that the user can view. */
function isWhole({ direction, state, path }: TransferSnapshot): boolean {
  return path !== undefined && (direction === 'out' || state === 'done');
}
