/** Keeps the endpoint's transfers as reported by the host, for the whole page. */
import type { ReactiveControllerHost } from 'lit';
import type { TransferState } from '../../src/core/transfer/transferSnapshot.ts';
import type { PanelTransfer } from '../../src/protocol/panelCalls.ts';
import { host, onTransferRemoved, onTransfersChanged } from '../hostCalls.ts';
import { HostListController } from '../hostListController.ts';
import type { PeerLabels } from '../peerLabels.ts';
import { ShownTransfers } from './shownTransfers.ts';
import { transferNews } from './transferNews.ts';

/** Announcements are collected for this long. */
const announceEveryMs = 1000;

export interface TransfersContext {
  readonly labels: PeerLabels;
  /** Announces to screen readers. */
  say(text: string): void;
}

export class TransfersController extends HostListController<PanelTransfer, ShownTransfers> {
  readonly #context: TransfersContext;
  /** Previous states of the transfers to be announced. */
  readonly #before = new Map<string, TransferState | undefined>();
  #announceTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(element: ReactiveControllerHost, context: TransfersContext) {
    super(element, new ShownTransfers());
    this.#context = context;
  }

  override hostDisconnected(): void {
    super.hostDisconnected();
    clearTimeout(this.#announceTimer);
    this.#announceTimer = undefined;
  }

  /** Whether there is something to show while the history is closed. */
  get isShown(): boolean {
    return this.problem !== undefined || this.list.shown(false).length > 0;
  }

  /** Hides what is shown while the history is closed. */
  putAway(): void {
    this.showProblem(undefined);
    this.set(this.list.putAway());
  }

  async clear(): Promise<void> {
    await this.attempt(() => host.clearTransfers());
    await this.load();
  }

  protected override listen(): readonly (() => void)[] {
    return [
      onTransfersChanged(changed => this.#changed(changed)),
      onTransferRemoved(id => this.set(this.list.without(id))),
    ];
  }

  protected override askAll(): Promise<readonly PanelTransfer[]> {
    return host.transfers();
  }

  protected override see(transfers: readonly PanelTransfer[]): void {
    for (const { peer } of transfers) this.#context.labels.see(peer.address);
  }

  #changed(changed: readonly PanelTransfer[]): void {
    for (const { id } of changed) {
      if (!this.#before.has(id)) this.#before.set(id, this.list.get(id)?.state);
    }
    this.take(changed);
    this.#announceTimer ??= setTimeout(() => this.#announceNews(), announceEveryMs);
  }

  #announceNews(): void {
    this.#announceTimer = undefined;
    const now = [...this.#before.keys()].map(id => this.list.get(id)).filter(transfer => transfer !== undefined);
    const news = transferNews(this.#before, now);
    this.#before.clear();
    if (news !== '') this.#context.say(news);
  }
}
