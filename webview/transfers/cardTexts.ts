/** Texts of a transfer's card. */
import * as l10n from '@vscode/l10n';
import { formatBytes, formatPart } from '../../src/core/bytes/formatBytes.ts';
import { timeOfDay } from '../../src/core/timeText.ts';
import { keptPart, type TransferState } from '../../src/core/transfer/transferSnapshot.ts';
import type { PanelTransfer } from '../../src/protocol/panelCalls.ts';
import { numberText } from '../language.ts';
import type { PeerLabels } from '../peerLabels.ts';
import { timeLeft } from './timeLeft.ts';
import type { TransferRate } from './transferRates.ts';

/** Length of the part of `14:02:41.902` that is shown. */
const secondsEnd = 8;

/** Returns `1.57 of 3.00 MB`; only the size for a complete transfer. */
export function amount({ state, bytes, size }: PanelTransfer): string | undefined {
  if (isAtRest(state)) return size === undefined && state !== 'done' ? undefined : formatBytes(size ?? bytes);
  return size === undefined ? formatBytes(bytes) : l10n.t('{0} of {1}', ...formatPart(bytes, size));
}

/** Returns the left part of the last line: the amount, the peer, and other facts. */
export function facts(transfer: PanelTransfer, labels: PeerLabels): string[] {
  return [
    amount(transfer),
    otherSide(transfer, labels),
    fileCount(transfer),
    overTheWire(transfer),
    certainty(transfer),
  ].filter(fact => fact !== undefined);
}

/** Returns how much of a resumed file this attempt transferred. */
function overTheWire({ direction, bytes, files, resumedAt = 0 }: PanelTransfer): string | undefined {
  if (resumedAt === 0) return undefined;
  // If there are several files, an earlier attempt may have sent the first ones.
  if (files.total > 1) return l10n.t('resumed at {0}', formatBytes(resumedAt));
  const [moved, from] = [formatBytes(bytes - resumedAt), formatBytes(resumedAt)];
  return direction === 'in'
    ? l10n.t('{0} received, resumed at {1}', moved, from)
    : l10n.t('{0} sent, resumed at {1}', moved, from);
}

/** Returns undefined if the question mentions the peer. */
function otherSide({ direction, peer, state, asks }: PanelTransfer, labels: PeerLabels): string | undefined {
  if (state === 'asking' && asks === 'consent') return undefined;
  const label = labels.label(peer.address);
  return direction === 'in' ? l10n.t('from {0}', label) : l10n.t('to {0}', label);
}

/** Whether nothing has been transferred yet, or everything has. */
function isAtRest(state: TransferState): boolean {
  return state === 'done' || state === 'asking' || state === 'queued' || state === 'checking';
}

function fileCount({ state, files: { done, total } }: PanelTransfer): string | undefined {
  if (total <= 1) return undefined;
  return isAtRest(state) ? l10n.t('{0} files', total) : l10n.t('{0} of {1} files', done, total);
}

/**
 * Returns how certain a finished transfer is: only framed files are verified by their hashes, and whether datagrams
 * arrive is unknown.
 */
function certainty({ state, mode, direction, datagrams }: PanelTransfer): string | undefined {
  if (state !== 'done') return undefined;
  switch (mode) {
    case 'framed':
      return l10n.t('verified');
    case 'raw':
      return direction === 'in' ? l10n.t('received') : l10n.t('sent');
    case 'datagrams':
      if (datagrams === undefined) return l10n.t('delivery unknown');
      return datagrams === 1
        ? l10n.t('1 datagram sent, delivery unknown')
        : l10n.t('{0} datagrams sent, delivery unknown', numberText(datagrams));
  }
}

/** Returns the name of the received part, which differs until the file is complete. */
export function keptAs(transfer: PanelTransfer): string | undefined {
  const name = keptPart(transfer)?.split(/[\\/]/).at(-1);
  return name === undefined ? undefined : l10n.t('kept as {0}', name);
}

/** Returns the certainty as a sentence. */
export function certaintyHelp({ mode, direction }: PanelTransfer): string {
  switch (mode) {
    case 'framed':
      return l10n.t('The SHA-256 matches on both sides.');
    case 'raw':
      return direction === 'in'
        ? l10n.t('Received up to the end of the stream. Raw transfers carry no file name and no checksum to compare.')
        : l10n.t('All bytes were sent. Raw transfers aren’t confirmed by the receiver.');
    case 'datagrams':
      return l10n.t('UDP doesn’t report whether datagrams arrive, or in what order.');
  }
}

/** Returns the state, shown on the right: a rate, a word, or the time when it ended. */
export function condition({ state, endedMs, problem }: PanelTransfer, rate: TransferRate | undefined): string {
  switch (state) {
    case 'running':
      return rate ? rateText(rate) : '';
    case 'queued':
      return l10n.t('queued');
    case 'checking':
      return l10n.t('checking the received part');
    case 'paused':
      return l10n.t('paused');
    case 'failed':
      return problem === undefined ? l10n.t('failed') : '';
    case 'cancelled':
      return l10n.t('canceled');
    case 'done':
      return endedMs === undefined ? l10n.t('done') : timeOfDay(endedMs).slice(0, secondsEnd);
    case 'asking':
      return '';
    default:
      return state satisfies never;
  }
}

/** Returns the question of a transfer that waits for an answer. */
export function question({ asks, mode, peer }: PanelTransfer): string {
  if (asks === 'directory') return l10n.t('Where should it be saved?');
  return mode === 'framed'
    ? l10n.t(
        '{0} on another machine wants to send this file. Accept this file and any others for as long as it is connected?',
        peer.address,
      )
    : l10n.t('{0} on another machine wants to send this file. Accept it?', peer.address);
}

function rateText({ bytesPerSecond, secondsLeft, stalled }: TransferRate): string {
  if (stalled) return l10n.t('waiting for the other side');
  const rate = l10n.t('{0}/s', formatBytes(bytesPerSecond));
  return secondsLeft === undefined ? rate : `${rate} · ${timeLeft(secondsLeft)}`;
}
