/**
 * Notifications about transfers in progress whose panel isn't visible: one each, up to a limit, and one for all others,
 * open until they end. While another panel is visible, the status bar shows them instead: a notification would cover
 * its message box, and can't be hidden. `transferEndings.ts` reports how they end.
 */
import { type Disposable, l10n } from 'vscode';
import { unawaited } from '../../client/unawaited.ts';
import { formatBytes, formatPart } from '../../core/bytes/formatBytes.ts';
import { hasEnded, type TransferSnapshot } from '../../core/transfer/transferSnapshot.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { ProgressPlace } from '../shown/notices.ts';
import { ProgressNotice } from './progressNotice.ts';
import type { Transfers } from './transfers.ts';
import type { WatchedPanels } from './watchedPanels.ts';

/** A transfer that takes less time is reported only when it ends. */
const defaultPatienceMs = 500;
const maxNotices = 3;

export class TransferProgress implements Disposable {
  readonly #transfers: Transfers;
  readonly #panels: WatchedPanels;
  readonly #patienceMs: number;
  readonly #subscriptions = new DisposableStore();
  readonly #notices = new Map<string, ProgressNotice>();
  /** Timers of transfers that are or will be shown, by id; they run for `patienceMs`. */
  readonly #timers = new Map<string, NodeJS.Timeout>();
  /** Transfers that share one notification. */
  readonly #gathered = new Set<string>();
  #others: ProgressNotice | undefined;
  #place: ProgressPlace;

  constructor(transfers: Transfers, panels: WatchedPanels, patienceMs = defaultPatienceMs) {
    this.#patienceMs = patienceMs;
    this.#transfers = transfers;
    this.#panels = panels;
    this.#place = placeFor(panels);
    this.#subscriptions.add(transfers.onDidChange(changed => this.#changed(changed)));
    this.#subscriptions.add(panels.onDidChangeVisible(() => this.#panelsChanged()));
    this.#changed(transfers.known);
  }

  dispose(): void {
    this.#subscriptions.dispose();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const notice of [...this.#notices.values(), this.#others]) notice?.close();
  }

  #changed(changed: readonly TransferSnapshot[]): void {
    for (const transfer of changed) {
      if (this.#isToBeSeen(transfer)) {
        if (!this.#timers.has(transfer.id)) this.#waitFor(transfer.id);
      } else this.#forget(transfer.id);
    }
    this.#show();
  }

  #panelsChanged(): void {
    this.#changed(this.#transfers.known);
    const place = placeFor(this.#panels);
    if (place === this.#place) return;
    this.#place = place;
    const shown = [...this.#notices.keys(), ...this.#gathered];
    for (const id of shown) this.#close(id);
    for (const id of shown) this.#open(id);
  }

  #isToBeSeen(transfer: TransferSnapshot): boolean {
    return !hasEnded(transfer) && transfer.state !== 'asking' && !this.#panels.isVisible(transfer.endpoint);
  }

  #waitFor(id: string): void {
    const timer = setTimeout(() => {
      const opening = this.#transfers.isQuiet(id).then(isQuiet => {
        if (!isQuiet && this.#timers.has(id)) this.#open(id);
      });
      unawaited(opening);
    }, this.#patienceMs);
    this.#timers.set(id, timer);
  }

  #open(id: string): void {
    const transfer = this.#transfers.known.find(one => one.id === id);
    if (!transfer) return;
    if (this.#notices.size < maxNotices)
      this.#notices.set(id, new ProgressNotice(titleOf(transfer), () => this.#cancel([id]), this.#place));
    else {
      this.#gathered.add(id);
      const cancelAll = () => this.#cancel([...this.#gathered]);
      this.#others ??= new ProgressNotice(l10n.t('Transferring more files'), cancelAll, this.#place);
    }
    this.#show();
  }

  #forget(id: string): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#close(id);
  }

  #close(id: string): void {
    this.#notices.get(id)?.close();
    this.#notices.delete(id);
    if (!this.#gathered.delete(id) || this.#gathered.size > 0) return;
    this.#others?.close();
    this.#others = undefined;
  }

  #show(): void {
    const known = new Map(this.#transfers.known.map(transfer => [transfer.id, transfer]));
    for (const [id, notice] of this.#notices) {
      const transfer = known.get(id);
      if (transfer) notice.report(...progressOf([transfer]));
      // The endpoint was removed.
      else this.#forget(id);
    }
    this.#others?.report(...progressOf([...this.#gathered].flatMap(id => known.get(id) ?? [])));
  }

  #cancel(ids: readonly string[]): void {
    for (const id of ids) {
      // The transfer may have ended in the meantime.
      this.#transfers.endpoints.engine.cancelTransfer(id).catch(() => undefined);
    }
  }
}

function placeFor({ isAnyVisible }: WatchedPanels): ProgressPlace {
  return isAnyVisible ? 'statusBar' : 'notification';
}

function titleOf({ direction, name, peer }: TransferSnapshot): string {
  return direction === 'out'
    ? l10n.t('Sending “{0}” to {1}', name, peer.address)
    : l10n.t('Receiving “{0}” from {1}', name, peer.address);
}

/** Returns `3.20 of 10.0 MB, 1.10 MB/s`, and the fraction of the total if known. */
function progressOf(transfers: readonly TransferSnapshot[]): [string, number | undefined] {
  const sum = (amount: (transfer: TransferSnapshot) => number) =>
    transfers.reduce((total, transfer) => total + amount(transfer), 0);
  const bytes = sum(transfer => transfer.bytes);
  const size = sum(transfer => transfer.size ?? 0);
  const isSizeKnown = transfers.every(transfer => transfer.size !== undefined);
  // Formatted as on the card.
  const amount = isSizeKnown ? l10n.t('{0} of {1}', ...formatPart(bytes, size)) : formatBytes(bytes);
  const rate = l10n.t('{0}/s', formatBytes(Math.round(sum(({ bytesPerSecond }) => bytesPerSecond))));
  const pace = transfers.every(({ state }) => state === 'paused') ? l10n.t('paused') : rate;
  return [`${amount}, ${pace}`, isSizeKnown ? (size > 0 ? bytes / size : 1) : undefined];
}
