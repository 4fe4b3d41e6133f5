/** A button that says whose messages are shown, and opens a list of all peers to choose from: found by typing, since there may be ten thousand. */
import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { EndpointKind } from '../../src/core/endpointConfig.ts';
import type { PeerSnapshot } from '../../src/core/endpointSnapshot.ts';
import { itemOfKey } from '../bar/menuKeys.ts';
import { Popup } from '../bar/popup.ts';
import { host } from '../hostCalls.ts';
import { type PeerLabels, peerColour } from '../peerLabels.ts';
import type { ChosenPeer } from '../peers/chosenPeer.ts';
import { followWords } from '../peers/followWords.ts';
import { matchingPeers } from './matchingPeers.ts';

/** Limit of one request to the host. */
const maxPeers = 20_000;

@customElement('portside-peer-picker')
export class PeerPickerElement extends LitElement {
  @property({ attribute: false }) kind: EndpointKind = 'tcp-server';
  /** Open peers, of which `peers` may have only the first. */
  @property({ attribute: false }) count = 0;
  @property({ attribute: false }) peers: readonly PeerSnapshot[] = [];
  @property({ attribute: false }) shown: ChosenPeer | undefined;
  @property({ attribute: false }) labels: PeerLabels | undefined;
  @property({ attribute: false }) onChoose: (peer: ChosenPeer | undefined) => void = () => undefined;
  /** All of them, as they were when the list was opened. */
  @state() private all: readonly PeerSnapshot[] | undefined;
  @state() private typed = '';
  /** Of the options, the first of which is all peers. */
  @state() private at = 0;
  @query('input') private field!: HTMLInputElement;
  private readonly popup = new Popup(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { shown, labels, popup } = this;
    const label = shown ? (labels?.label(shown.address) ?? shown.address) : followWords[this.kind].all(this.count);
    const title = l10n.t('Show the messages of: {0}', label);
    return html`<button type="button" class="picker-button" title=${title} aria-label=${title} aria-haspopup="dialog"
        aria-expanded=${popup.isOpen} @click=${this.onPress}>
        ${shown ? html`<span class="dot ${peerColour(shown.id)}" aria-hidden="true"></span>` : nothing}
        <span class="picker-text">${label}</span><span class="codicon codicon-chevron-down" aria-hidden="true"></span></button>
      <div class="popup picker" role="dialog" popover="manual" aria-label=${l10n.t('Show the messages of')}>
        ${popup.isOpen ? this.list() : nothing}
      </div>`;
  }

  protected override updated(): void {
    this.querySelector('[role="option"][aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  private list(): TemplateResult {
    const { listed, more } = this.matching;
    const label = l10n.t('Find by name or address');
    return html`<input type="text" role="combobox" spellcheck="false" autocomplete="off" placeholder=${label} aria-label=${label}
        aria-expanded="true" aria-controls="peer-options" aria-activedescendant=${`peer-option-${this.at}`}
        .value=${this.typed} @input=${this.onInput} @keydown=${this.onKey}>
      <div id="peer-options" class="picker-options" role="listbox" aria-label=${l10n.t('Show the messages of')}>
        ${[undefined, ...listed].map((peer, at) => this.option(peer, at))}
      </div>
      ${more === 0 ? nothing : html`<div class="picker-more">${l10n.t('{0} more. Type to narrow the list.', more.toLocaleString())}</div>`}`;
  }

  private option(peer: PeerSnapshot | undefined, at: number): TemplateResult {
    return html`<div class="menu-item" role="option" id=${`peer-option-${at}`} aria-selected=${at === this.at}
      @click=${() => this.choose(peer)}>
      ${peer ? html`<span class="dot ${peerColour(peer.id)}" aria-hidden="true"></span>${this.nameOf(peer)}` : followWords[this.kind].all(this.count)}
    </div>`;
  }

  private get matching(): ReturnType<typeof matchingPeers> {
    return matchingPeers(this.all ?? this.peers, this.typed, peer => this.nameOf(peer));
  }

  private nameOf({ address }: PeerSnapshot): string {
    return this.labels?.full(address) ?? address;
  }

  private readonly onPress = (): void => {
    if (this.popup.isOpen) this.popup.close();
    else void this.open();
  };

  private async open(): Promise<void> {
    this.typed = '';
    this.at = 0;
    this.all = undefined;
    // What is known can be chosen at once; the rest comes while somebody types.
    this.popup.open(popup => popup);
    await this.updateComplete;
    this.popup.place();
    this.field.focus();
    if (this.count <= this.peers.length) return;
    const all = await host.peers(0, maxPeers).catch(() => undefined /* what is known is listed */);
    this.all = all?.filter(({ state: is }) => is !== 'closed');
  }

  private readonly onInput = (): void => {
    this.typed = this.field.value;
    // Whoever types looks for one.
    this.at = this.typed.trim() === '' || this.matching.listed.length === 0 ? 0 : 1;
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const { listed } = this.matching;
    if (event.key === 'Enter') {
      event.preventDefault();
      this.choose(listed[this.at - 1]);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      this.at = itemOfKey(event, this.at, ['', ...listed.map(({ address }) => address)]) ?? this.at;
    }
  };

  private choose(peer: PeerSnapshot | undefined): void {
    this.popup.close();
    this.onChoose(peer);
  }
}
