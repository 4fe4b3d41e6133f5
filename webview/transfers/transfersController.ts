/** The endpoint's transfers as the host tells them, for the whole page. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { TransferState } from '../../src/core/transfer/transfer.ts';
import type { PanelTransfer } from '../../src/protocol/panelCalls.ts';
import { errorText } from '../errorText.ts';
import { host, onTransferRemoved, onTransfersChanged } from '../hostCalls.ts';
import type { PeerLabels } from '../peerLabels.ts';
import { ShownTransfers } from './shownTransfers.ts';
import { transferNews } from './transferNews.ts';

/** News are gathered for so long. */
const tellEveryMs = 1000;

export interface TransfersContext {
  readonly labels: PeerLabels;
  /** Tells those who don't see the page. */
  say(text: string): void;
}

export class TransfersController implements ReactiveController {
  list = new ShownTransfers();
  /** What went wrong with something that has no card. */
  problem: string | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #context: TransfersContext;
  /** What came while all are being listed. */
  #since: PanelTransfer[] | undefined;
  /** How those were that news will be told of. */
  readonly #before = new Map<string, TransferState | undefined>();
  #tellTimer: ReturnType<typeof setTimeout> | undefined;
  #stopListening: readonly (() => void)[] = [];

  constructor(element: ReactiveControllerHost, context: TransfersContext) {
    this.#host = element;
    this.#context = context;
    element.addController(this);
  }

  hostConnected(): void {
    this.#stopListening = [
      onTransfersChanged(changed => this.#changed(changed)),
      onTransferRemoved(id => this.#set(this.list.without(id))),
    ];
    void this.#load();
  }

  hostDisconnected(): void {
    for (const stop of this.#stopListening) stop();
    clearTimeout(this.#tellTimer);
    this.#tellTimer = undefined;
  }

  /** Ended ones in sight go into the history. */
  putAway(): void {
    this.#set(this.list.putAway());
  }

  async clear(): Promise<void> {
    await this.attempt(() => host.clearTransfers());
    await this.#load();
  }

  /** Does something and tells what went wrong. */
  async attempt(act: () => Promise<void>): Promise<void> {
    this.tell(undefined);
    try {
      await act();
    } catch (error) {
      this.tell(errorText(error));
    }
  }

  tell(problem: string | undefined): void {
    this.problem = problem;
    this.#host.requestUpdate();
  }

  async #load(): Promise<void> {
    this.#since = [];
    try {
      const all = await host.transfers();
      this.#see(all);
      this.#set(this.list.listed(all, this.#since));
    } catch {
      // Told by whatever the user does next; changes come nevertheless.
    } finally {
      this.#since = undefined;
    }
  }

  #changed(changed: readonly PanelTransfer[]): void {
    this.#since?.push(...changed);
    this.#see(changed);
    for (const { id } of changed) {
      if (!this.#before.has(id)) this.#before.set(id, this.list.get(id)?.state);
    }
    this.#set(this.list.with(changed));
    this.#tellTimer ??= setTimeout(() => this.#tellNews(), tellEveryMs);
  }

  #tellNews(): void {
    this.#tellTimer = undefined;
    const now = [...this.#before.keys()].map(id => this.list.get(id)).filter(transfer => transfer !== undefined);
    const news = transferNews(this.#before, now);
    this.#before.clear();
    if (news !== '') this.#context.say(news);
  }

  #see(transfers: readonly PanelTransfer[]): void {
    for (const { peer } of transfers) this.#context.labels.see(peer.address);
  }

  #set(list: ShownTransfers): void {
    this.list = list;
    this.#host.requestUpdate();
  }
}
