/**
 * Notifications about the end of transfers whose panel isn't visible: received files and failures, combined if they
 * occur at about the same time. `transferProgress.ts` shows those in progress.
 */
import { type Disposable, l10n } from 'vscode';
import { unawaited } from '../../client/unawaited.ts';
import { formatBytes } from '../../core/bytes/formatBytes.ts';
import { failureSentence } from '../../core/sentences/errors/errorSentence.ts';
import { isCancelled } from '../../core/sentences/errors/transferErrors.ts';
import { hasEnded, type TransferSnapshot } from '../../core/transfer/transferSnapshot.ts';
import { errorNotice, informationNotice, statusMessage, warningNotice } from '../shown/notices.ts';
import { showError } from '../shown/showError.ts';
import { translated } from '../shown/translated.ts';
import { openFile, revealFile } from './showFile.ts';
import type { Transfers } from './transfers.ts';
import type { WatchedPanels } from './watchedPanels.ts';

/** Transfers that end within this time are reported together, so that a hundred files cause one notification. */
const defaultGatheringMs = 500;
/** Number of reported transfers beyond which old ones may be forgotten. */
const maxReported = 1000;

export class TransferEndings implements Disposable {
  readonly #transfers: Transfers;
  readonly #panels: WatchedPanels;
  readonly #subscription: Disposable;
  readonly #reported = new Set<string>();
  #ended: TransferSnapshot[] = [];
  readonly #gatheringMs: number;
  #timer: NodeJS.Timeout | undefined;

  /** `missed` are changes that were announced before this was created. */
  constructor(
    transfers: Transfers,
    panels: WatchedPanels,
    missed: readonly TransferSnapshot[],
    gatheringMs = defaultGatheringMs,
  ) {
    this.#gatheringMs = gatheringMs;
    this.#transfers = transfers;
    this.#panels = panels;
    this.#subscription = transfers.onDidChange(changed => this.#changed(changed));
    this.#changed(missed);
  }

  dispose(): void {
    this.#subscription.dispose();
    clearTimeout(this.#timer);
  }

  #changed(changed: readonly TransferSnapshot[]): void {
    for (const transfer of changed) {
      // A transfer that ended in an earlier window isn't reported.
      if (!hasEnded(transfer) || (transfer.endedMs ?? 0) < this.#transfers.sinceMs) continue;
      if (!this.#reported.has(transfer.id)) unawaited(this.#gather(transfer));
    }
    if (this.#reported.size > maxReported) this.#forget();
  }

  /** Forgets transfers that are no longer known: they can't be reported again. */
  #forget(): void {
    const known = new Set(this.#transfers.known.map(({ id }) => id));
    for (const id of this.#reported) if (!known.has(id)) this.#reported.delete(id);
  }

  async #gather(transfer: TransferSnapshot): Promise<void> {
    const { id } = transfer;
    this.#reported.add(id);
    if (this.#panels.isVisible(transfer.endpoint) || (await this.#transfers.isQuiet(id))) return;
    this.#ended.push(transfer);
    this.#timer ??= setTimeout(() => this.#reportEnded(), this.#gatheringMs);
  }

  #reportEnded(): void {
    this.#timer = undefined;
    // A panel that became visible in the meantime shows them.
    const ended = this.#ended.splice(0).filter(({ endpoint }) => !this.#panels.isVisible(endpoint));
    const received = ended.filter(({ state, direction }) => state === 'done' && direction === 'in');
    const [cancelled, failed] = separateCancelled(ended.filter(({ state }) => state === 'failed'));
    if (received.length > 0) void this.#showReceived(received).catch(showError);
    if (cancelled.length > 0) void this.#showCancelled(cancelled).catch(showError);
    if (failed.length > 0) void this.#showFailed(failed).catch(showError);
  }

  async #showReceived(received: readonly TransferSnapshot[]): Promise<void> {
    const [first] = received;
    if (!first) return;
    const { name, bytes, peer, path, files } = first;
    const open = l10n.t('Open');
    const reveal = l10n.t('Reveal');
    const isOne = received.length === 1;
    const message = isOne
      ? l10n.t('Received “{0}” ({1}) from {2}.', name, formatBytes(bytes), peer.address)
      : l10n.t('Received {0} files, including “{1}” from {2}.', received.length, name, peer.address);
    if (path === undefined) statusMessage(message);
    else {
      const isOpenable = isOne && files.total === 1;
      const choice = await (isOpenable ? informationNotice(message, open, reveal) : informationNotice(message, reveal));
      if (choice === open) await openFile(path);
      if (choice === reveal) await revealFile(path);
    }
  }

  async #showCancelled(cancelled: readonly TransferSnapshot[]): Promise<void> {
    const [first] = cancelled;
    if (!first) return;
    const show = l10n.t('Show');
    const message =
      cancelled.length === 1
        ? l10n.t('The sender canceled “{0}”.', first.name)
        : l10n.t('The sender canceled {0} files, including “{1}”.', cancelled.length, first.name);
    const choice = await warningNotice(message, show);
    if (choice === show && this.#transfers.endpoints.has(first.endpoint)) this.#panels.open(first.endpoint);
  }

  async #showFailed(failed: readonly TransferSnapshot[]): Promise<void> {
    const [first] = failed;
    if (!first) return;
    const show = l10n.t('Show');
    const sentence = failedSentence(first);
    const message =
      failed.length === 1
        ? sentence
        : l10n.t('{0}. {1} more failed too.', sentence.replace(/\.$/, ''), failed.length - 1);
    const choice = await errorNotice(message, show);
    if (choice === show && this.#transfers.endpoints.has(first.endpoint)) this.#panels.open(first.endpoint);
  }
}

/** Returns the transfers that the sending user cancelled, which that user doesn't consider failed, and the others. */
function separateCancelled(
  failed: readonly TransferSnapshot[],
): [cancelled: TransferSnapshot[], others: TransferSnapshot[]] {
  const wasCancelledByPeer = ({ failure }: TransferSnapshot) =>
    failure?.code === 'PEER_CANCELLED' && isCancelled(failure.params?.reason);
  return [failed.filter(wasCancelledByPeer), failed.filter(one => !wasCancelledByPeer(one))];
}

function failedSentence({ direction, name, failure }: TransferSnapshot): string {
  const reason = failure ? translated(failureSentence(failure)) : '';
  return direction === 'out'
    ? l10n.t('“{0}” wasn’t sent. {1}', name, reason)
    : l10n.t('“{0}” wasn’t received. {1}', name, reason);
}
