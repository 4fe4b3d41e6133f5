/** The peers of a panel: their labels and colors, which one is chosen, and what the tree and the menus of rows request of one. */
import type { ReactiveControllerHost } from 'lit';
import type { EndpointSnapshot, PeerSnapshot } from '../../src/core/endpointSnapshot.ts';
import { isStream, peerRole } from '../../src/core/kinds.ts';
import type { PanelPeer, PanelState, PeerMenuAction } from '../../src/protocol/panelCalls.ts';
import { host, keep, keptState, panelState } from '../hostCalls.ts';
import { peerColors } from '../peerColors.ts';
import { PeerLabels } from '../peerLabels.ts';
import type { KeptChoice, PeerChoice } from '../peers/peerChoice.ts';
import { peerRoleTexts } from '../peers/peerRoleTexts.ts';
import type { PeerSelectState } from '../peers/peerSelect.ts';
import { PeersController } from '../peers/peersController.ts';

export interface PanelPeersParts {
  /** Announces something to screen readers. */
  say(text: string): void;
  fail(error: unknown): void;
  /** Only this peer's messages are shown from now on; undefined for those of all peers. */
  showOnly(peer: string | undefined): void;
  focusMessage(): void;
  /** Redraws the elements that draw peers themselves, with the current names and colors. */
  redraw(): void;
}

export class PanelPeers {
  readonly labels = new PeerLabels();
  readonly list: PeersController;
  readonly #parts: PanelPeersParts;

  constructor(element: ReactiveControllerHost, parts: PanelPeersParts) {
    this.#parts = parts;
    peerColors.restore(keptState().colors ?? {});
    this.list = new PeersController(element, {
      calls: host,
      labels: this.labels,
      kept: keptState().peers ?? {},
      onChoice: kept => this.#chosen(kept),
      onOpen: open => this.#open(open),
      followsByDefault: () => panelState().followsNext,
      staysOpen: () => !isStream(panelState().endpoint.config),
      onFollow: (peer, name) =>
        parts.say(peerRoleTexts[peerRole(panelState().endpoint.config)].followed(this.labels.full(peer.address, name))),
    });
  }

  get choice(): PeerChoice {
    return this.list.choice;
  }

  changed({ endpoint }: PanelState): void {
    if (this.labels.setNames(endpoint.peerNames)) this.#parts.redraw();
    this.list.changed();
  }

  selectState({ config, counters }: EndpointSnapshot): PeerSelectState {
    return { role: peerRole(config), count: counters.peers, peers: this.list, labels: this.labels };
  }

  readonly showAll = (): void => this.choice.show(undefined);

  readonly showOnly = (peer: PanelPeer): void => {
    this.list.showOnly(peer).catch(error => this.#parts.fail(error));
  };

  act({ action, peer }: { readonly action: PeerMenuAction; readonly peer: PanelPeer }): void {
    if (action === 'showAll') this.showAll();
    else
      void this.list.sendTo(peer).then(
        () => this.#parts.focusMessage(),
        error => this.#parts.fail(error),
      );
  }

  #open(open: readonly PeerSnapshot[]): void {
    const isRenamed = this.labels.setOpen(open.map(({ address }) => address));
    const isColored = peerColors.see(open);
    if (isColored) keep({ colors: peerColors.kept });
    if (isRenamed || isColored) this.#parts.redraw();
  }

  #chosen(kept: KeptChoice): void {
    keep({ peers: kept });
    this.#parts.showOnly(kept.shown?.id);
  }
}
