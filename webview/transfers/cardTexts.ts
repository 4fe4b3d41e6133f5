/** What a transfer's card says. */
import * as l10n from '@vscode/l10n';
import { formatBytes } from '../../src/core/bytes/formatBytes.ts';
import type { TransferState } from '../../src/core/transfer/transfer.ts';
import type { PanelTransfer } from '../../src/protocol/panelCalls.ts';
import { formatTime } from '../formatTime.ts';
import type { PeerLabels } from '../peerLabels.ts';
import { timeLeft } from './timeLeft.ts';
import type { TransferRate } from './transferRates.ts';

/** Of `14:02:41.902` the part that is told. */
const secondsEnd = 8;

/** `12.4 MB of 1.00 GB`; of a whole one its size alone. */
export function amount({ state, bytes, size }: PanelTransfer): string | undefined {
  if (isAtRest(state)) return size === undefined && state !== 'done' ? undefined : formatBytes(size ?? bytes);
  return size === undefined ? formatBytes(bytes) : l10n.t('{0} of {1}', formatBytes(bytes), formatBytes(size));
}

/** What stands on the left of the last line: how much, with whom, and what else there is to know. */
export function facts(transfer: PanelTransfer, labels: PeerLabels): string[] {
  const { resumedAt } = transfer;
  return [
    amount(transfer),
    otherSide(transfer, labels),
    fileCount(transfer),
    resumedAt === undefined || resumedAt === 0 ? undefined : l10n.t('resumed at {0}', formatBytes(resumedAt)),
    certainty(transfer),
  ].filter(fact => fact !== undefined);
}

/** Nothing where the question names it. */
function otherSide({ direction, peer, state, asks }: PanelTransfer, labels: PeerLabels): string | undefined {
  if (state === 'asking' && asks === 'consent') return undefined;
  const label = labels.label(peer.address);
  return direction === 'in' ? l10n.t('from {0}', label) : l10n.t('to {0}', label);
}

/** Nothing has moved yet, or all has. */
function isAtRest(state: TransferState): boolean {
  return state === 'done' || state === 'asking' || state === 'queued' || state === 'checking';
}

function fileCount({ state, files: { done, total } }: PanelTransfer): string | undefined {
  if (total <= 1) return undefined;
  return isAtRest(state) ? l10n.t('{0} files', total) : l10n.t('{0} of {1} files', done, total);
}

/** What is known of one that is through: only framed files are compared by their hashes, and of datagrams nobody hears. */
function certainty({ state, mode, direction, datagrams }: PanelTransfer): string | undefined {
  if (state !== 'done') return undefined;
  switch (mode) {
    case 'framed':
      return l10n.t('verified');
    case 'raw':
      return direction === 'in' ? l10n.t('received') : l10n.t('sent');
    case 'datagrams':
      if (datagrams === undefined) return l10n.t('arrival unknown');
      return datagrams === 1
        ? l10n.t('1 datagram, arrival unknown')
        : l10n.t('{0} datagrams, arrival unknown', datagrams.toLocaleString());
  }
}

/** The same as a sentence. */
export function certaintyHelp({ mode, direction }: PanelTransfer): string {
  switch (mode) {
    case 'framed':
      return l10n.t('Both sides have the same SHA-256.');
    case 'raw':
      return direction === 'in'
        ? l10n.t('All bytes up to the end of the stream. Nobody compared them with what was sent.')
        : l10n.t('All bytes went into the connection. Nobody confirmed them.');
    case 'datagrams':
      return l10n.t('Nothing tells whether datagrams arrive, or in what order.');
  }
}

/** How it is, on the right: a rate, a word, or when it ended. */
export function condition({ state, endedMs, problem }: PanelTransfer, rate: TransferRate | undefined): string {
  switch (state) {
    case 'running':
      return rate ? rateText(rate) : '';
    case 'queued':
      return l10n.t('waits for its turn');
    case 'checking':
      return l10n.t('checking what is there');
    case 'paused':
      return l10n.t('paused');
    case 'failed':
      return problem === undefined ? l10n.t('failed') : '';
    case 'cancelled':
      return l10n.t('cancelled');
    case 'done':
      return endedMs === undefined ? l10n.t('done') : formatTime(endedMs).slice(0, secondsEnd);
    case 'asking':
      return '';
    default:
      return state satisfies never;
  }
}

/** What a transfer that waits for an answer asks. */
export function question({ asks, mode, peer }: PanelTransfer): string {
  if (asks === 'directory') return l10n.t('Where is it to be saved?');
  return mode === 'framed'
    ? l10n.t('{0} on another machine sends this file. Accept what it sends while it is connected?', peer.address)
    : l10n.t('{0} on another machine sends this file. Accept it?', peer.address);
}

function rateText({ bytesPerSecond, secondsLeft, stalled }: TransferRate): string {
  if (stalled) return l10n.t('waits for the other side');
  const rate = l10n.t('{0}/s', formatBytes(bytesPerSecond));
  return secondsLeft === undefined ? rate : `${rate} · ${timeLeft(secondsLeft)}`;
}
