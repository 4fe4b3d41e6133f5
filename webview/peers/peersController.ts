/** Fetches the open peers as they change, and keeps the user's choice among them. */
import type { ReactiveControllerHost } from 'lit';
import type { PeerSnapshot } from '../../src/core/endpointSnapshot.ts';
import type { PanelCalls } from '../../src/protocol/panelCalls.ts';
import type { PeerLabels } from '../peerLabels.ts';
import { type ChosenPeer, chosenPeer } from './chosenPeer.ts';
import { type KeptChoice, PeerChoice, type PeerChoiceOptions } from './peerChoice.ts';

/** Number of peers that the page lists; the others are chosen in the tree. */
const knownPeers = 1000;
/** Number of closed peers that can be chosen; older ones can be shown from their rows. */
const recentPeers = 50;
const everyMs = 250;
/** Peers that follow each other within this time are announced only once. */
const quietMs = 2000;

export interface PeersOptions extends Omit<PeerChoiceOptions, 'onChange' | 'onFollow'> {
  readonly calls: Pick<PanelCalls, 'peers' | 'recentPeers' | 'openPeer' | 'laterPeers' | 'carryPeerName'>;
  readonly labels: PeerLabels;
  /** Choice stored by an earlier page. */
  readonly kept: KeptChoice;
  /** Called with the open peers, before anything shows them. */
  onOpen?(open: readonly PeerSnapshot[]): void;
  /**
   * Called when the next peer is shown automatically, with the name that it took over, if any, which the page doesn't
   * know yet. Not called for peers that follow each other within two seconds.
   */
  onFollow?(peer: ChosenPeer, name: string | undefined): void;
  /** Called when the user has chosen, or the chosen peer has closed. */
  onChoice(kept: KeptChoice): void;
}

export class PeersController {
  /** Open peers; undefined until they are known. */
  open: readonly PeerSnapshot[] | undefined;
  /** Closed peers with messages in the transcript, most recent first. */
  recent: readonly PeerSnapshot[] = [];
  /** Whether any peer has been open since the page was loaded, or is closed and still has messages. */
  hadPeers = false;
  readonly choice: PeerChoice;
  readonly #host: ReactiveControllerHost;
  readonly #options: PeersOptions;
  #followedMs = Number.NEGATIVE_INFINITY;
  #resting = false;
  #isStale = false;

  constructor(host: ReactiveControllerHost, options: PeersOptions) {
    this.#host = host;
    this.#options = options;
    this.choice = new PeerChoice(options.kept, {
      ...options,
      onFollow: (peer, before) => void this.#followed(peer, before),
      onChange: kept => {
        options.onChoice(kept);
        host.requestUpdate();
        void this.#findChosen();
      },
    });
  }

  async #followed(peer: ChosenPeer, before: ChosenPeer): Promise<void> {
    const nowMs = performance.now();
    const isQuiet = nowMs - this.#followedMs > quietMs;
    this.#followedMs = nowMs;
    // Follow the peer even if its name can't be carried over.
    const carried = this.#options.calls.carryPeerName(before.address, peer.address).catch(() => undefined);
    if (isQuiet) this.#options.onFollow?.(peer, await carried);
  }

  /** Shows only the messages of one peer, open or closed, however long ago. */
  async showOnly({ id, address }: Pick<PeerSnapshot, 'id' | 'address'>): Promise<void> {
    const open = await this.#openPeer(id);
    this.#options.labels.see(address);
    if (open?.address === address) this.choice.show(chosenPeer(open));
    else this.choice.showPast({ id, address, connectedAt: 0 });
  }

  /** Makes a peer the target of messages, unless it has closed. */
  async sendTo({ id, address }: Pick<PeerSnapshot, 'id' | 'address'>): Promise<void> {
    const open = await this.#openPeer(id);
    if (open?.address === address) this.choice.sendTo(chosenPeer(open));
  }

  /** Whether a peer is connected, as far as the page knows. */
  isOpen(id: string): boolean {
    const { open = [] } = this;
    return open.length >= knownPeers || open.some(peer => peer.id === id);
  }

  /**
   * Called when the endpoint has changed. Fetches at most four times per second, and once after the last change: with
   * ten thousand peers, something changes all the time.
   */
  changed(): void {
    this.#isStale = true;
    if (this.#resting) return;
    this.#resting = true;
    this.#isStale = false;
    void this.#fetch();
    setTimeout(() => {
      this.#resting = false;
      if (this.#isStale) this.changed();
    }, everyMs);
  }

  async #openPeer(id: string): Promise<PeerSnapshot | undefined> {
    return this.open?.find(peer => peer.id === id) ?? (await this.#options.calls.openPeer(id));
  }

  async #fetch(): Promise<void> {
    const { calls, labels } = this.#options;
    try {
      const [listed, recent] = await Promise.all([calls.peers(0, knownPeers), calls.recentPeers(recentPeers)]);
      const open = listed.filter(({ state }) => state !== 'closed');
      if (open.length === knownPeers) open.push(...(await this.#beyond(open)));
      for (const { address } of [...open, ...recent]) labels.see(address);
      this.#options.onOpen?.(open);
      this.open = open;
      this.recent = recent;
      this.hadPeers ||= open.length + recent.length > 0;
      this.choice.update(open, recent);
      this.#host.requestUpdate();
    } catch {
      // The known peers are kept; the user's next action reports the failure.
    }
  }

  /** Fetches a chosen peer that the page doesn't know, because it was chosen from a list of all peers. */
  async #findChosen(): Promise<void> {
    const { open } = this;
    if (!open || open.length < knownPeers) return;
    const found = await this.#beyond(open).catch(() => [] /* the next fetch finds it */);
    if (found.length === 0 || open !== this.open) return;
    this.open = [...open, ...found];
    this.choice.update(this.open, this.recent);
    this.#host.requestUpdate();
  }

  /**
   * Returns open peers that matter but aren't listed: the chosen ones, the next one to follow, and the latest, whose
   * number determines which peers will be new.
   */
  async #beyond(listed: readonly PeerSnapshot[]): Promise<PeerSnapshot[]> {
    const { calls } = this.#options;
    const known = new Set(listed.map(({ id }) => id));
    const beyond = new Map<string, PeerSnapshot>();
    const asked = new Set<string>();
    const unasked = () => this.choice.watched.map(({ id }) => id).filter(id => !known.has(id) && !asked.has(id));
    // The user may choose another peer meanwhile, which must not count as closed.
    do {
      const chosen = unasked();
      for (const id of chosen) asked.add(id);
      const found = chosen.map(id => calls.openPeer(id));
      const [later, ...rest] = await Promise.all([calls.laterPeers(this.choice.followsAfter), ...found]);
      for (const peer of [...rest, ...later]) if (peer && !known.has(peer.id)) beyond.set(peer.id, peer);
    } while (unasked().length > 0);
    return [...beyond.values()];
  }
}
