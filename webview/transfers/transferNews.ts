/** Announcements about transfers for screen readers: that one has started, waits for the user, or has ended. */
import * as l10n from '@vscode/l10n';
import type { TransferState } from '../../src/core/transfer/transferSnapshot.ts';
import type { PanelTransfer } from '../../src/protocol/panelCalls.ts';

/** Maximum number of transfers announced one by one; for more, only their number is announced. */
const maxSentences = 3;

/** Returns what has changed since `before` as one text; empty if nothing is worth announcing. */
export function transferNews(
  before: ReadonlyMap<string, TransferState | undefined>,
  now: readonly PanelTransfer[],
): string {
  const news = now.filter(transfer => isNews(before.get(transfer.id), transfer.state));
  return news.length > maxSentences ? summary(news) : news.map(sentence).join(' ');
}

function isNews(before: TransferState | undefined, now: TransferState): boolean {
  if (before === now || now === 'queued' || now === 'checking' || now === 'paused') return false;
  return now !== 'running' || before !== 'paused';
}

function sentence(transfer: PanelTransfer): string {
  const { name, state, direction, peer, problem } = transfer;
  const isIn = direction === 'in';
  switch (state) {
    case 'asking':
      return l10n.t('{0} is waiting for your answer.', name);
    case 'done':
      return isIn ? l10n.t('Received {0}.', name) : l10n.t('Sent {0}.', name);
    case 'failed':
      return l10n.t('{0} failed: {1}', name, problem ?? '');
    case 'cancelled':
      return l10n.t('{0} was canceled.', name);
    default:
      return isIn
        ? l10n.t('Receiving {0} from {1}.', name, peer.address)
        : l10n.t('Sending {0} to {1}.', name, peer.address);
  }
}

function waitingText(count: number): string {
  return count === 1 ? l10n.t('1 waiting for an answer') : l10n.t('{0} waiting for an answer', count);
}

function summary(news: readonly PanelTransfer[]): string {
  const count = (...states: TransferState[]) => news.filter(({ state }) => states.includes(state)).length;
  const parts: [number, string][] = [
    [count('running'), l10n.t('{0} started', count('running'))],
    [count('asking'), waitingText(count('asking'))],
    [count('done'), l10n.t('{0} done', count('done'))],
    [count('failed', 'cancelled'), l10n.t('{0} failed or canceled', count('failed', 'cancelled'))],
  ];
  const counted = parts.filter(([number]) => number > 0).map(([, text]) => text);
  return l10n.t('Transfers: {0}', counted.join(', '));
}
