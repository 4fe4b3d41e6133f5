/** What can be done with a transfer, by its card or by a command. */
import { type Phrase, phrase } from '../phrase.ts';
import { hasEnded, keptPart, type TransferSnapshot } from './transfer.ts';

/** In the order of their buttons. */
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

/** As buttons and lists name them. */
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

/** As it is now. What is under way has nothing to be looked at yet. */
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
    // Of several files there is no one to be opened.
    open: ended && isWhole(transfer) && files.total === 1,
    reveal: ended && (isWhole(transfer) || keptPart(transfer) !== undefined),
    copyPath: ended && path !== undefined,
    copyHash: sha256 !== undefined,
  };
  return transferActions.filter(action => can[action]);
}

/** There is a file that a person can look at. */
function isWhole({ direction, state, path }: TransferSnapshot): boolean {
  return path !== undefined && (direction === 'out' || state === 'done');
}
