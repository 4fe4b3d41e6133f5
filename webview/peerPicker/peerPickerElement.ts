/**
 * A button that shows the current choice, and opens a list of all peers. The list is searched by typing, since there
 * may be ten thousand.
 */
import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { PeerSnapshot } from '../../src/core/endpointSnapshot.ts';
import { itemOfKey } from '../bar/menuKeys.ts';
import { Popup } from '../bar/popup.ts';
import { host } from '../hostCalls.ts';
import { numberText } from '../language.ts';
import { type PeerLabels, peerColor } from '../peerLabels.ts';
import type { ChosenPeer } from '../peers/chosenPeer.ts';
import { closedLabel } from '../peers/closedLabel.ts';
import { isForText, type PeerKeyActions, runPeerKey } from '../peers/peerKeys.ts';
import { matchingPeers } from './matchingPeers.ts';

/** Limit of one request to the host. */
const maxPeers = 20_000;

/** An option above the peers, shown regardless of what is typed. */
export interface PickerOption {
  readonly label: string;
  choose(): void;
}

@customElement('portside-peer-picker')
export class PeerPickerElement extends LitElement {
  /** The current choice; `sentence` is a sentence that contains it. */
  @property({ attribute: false }) text = '';
  @property({ attribute: false }) sentence = '';
  /** Describes the purpose of the list. */
  @property({ attribute: false }) label = '';
  @property({ attribute: false }) chosen: ChosenPeer | undefined;
  /** Whether the current choice no longer exists. */
  @property({ attribute: false }) isWrong = false;
  @property({ attribute: false }) options: readonly PickerOption[] = [];
  /** Number of open peers, of which `peers` may contain only the first. */
  @property({ attribute: false }) count = 0;
  @property({ attribute: false }) peers: readonly PeerSnapshot[] = [];
  /** Closed peers that can also be chosen, listed after the open ones. */
  @property({ attribute: false }) closed: readonly PeerSnapshot[] = [];
  @property({ attribute: false }) labels: PeerLabels | undefined;
  /** Returns the value of `data-vscode-context` for a peer's menu. If absent, peers have no menu. */
  @property({ attribute: false }) menuOf: ((peer: ChosenPeer) => string) | undefined;
  /** Runs the actions of the menu's keys. */
  @property({ attribute: false }) keys: PeerKeyActions | undefined;
  /** Whether the chosen peer has closed. */
  @property({ attribute: false }) isPast = false;
  @property({ attribute: false }) onChoose: (peer: PeerSnapshot) => void = () => undefined;
  /** All peers at the time when the list was opened, since keys and clicks select by position. */
  @state() private all: readonly PeerSnapshot[] = [];
  /** Closed peers at that time. */
  private past: readonly PeerSnapshot[] = [];
  /** Options at that time. */
  private offered: readonly PickerOption[] = [];
  @state() private typed = '';
  /** Index of the highlighted item among the options and the peers below them. */
  @state() private at = 0;
  @query('input') private field!: HTMLInputElement;
  private readonly popup = new Popup(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { chosen, text, sentence, label, isWrong, popup, menuOf } = this;
    return html`<button type="button" class="picker-button ${isWrong ? 'wrong' : ''}" title=${sentence} aria-label=${sentence}
        aria-haspopup="dialog" aria-expanded=${popup.isOpen} data-vscode-context=${(chosen && menuOf?.(chosen)) ?? nothing} @click=${this.onPress} @keydown=${this.onButtonKey}>
        ${chosen ? html`<span class="dot ${peerColor(chosen.id)}" aria-hidden="true"></span>` : nothing}
        <span class="picker-text">${text}</span><span class="codicon codicon-chevron-down" aria-hidden="true"></span></button>
      <div class="popup picker" role="dialog" popover="manual" aria-label=${label}>
        ${popup.isOpen ? this.list() : nothing}
      </div>`;
  }

  protected override updated(): void {
    this.querySelector('[role="option"][aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  private list(): TemplateResult {
    const options = this.offered;
    const { listed, more } = this.matching;
    const find = l10n.t('Find by name or address');
    return html`<input type="text" role="combobox" spellcheck="false" autocomplete="off" placeholder=${find} aria-label=${find}
        aria-expanded="true" aria-controls=${this.idOf('list')} aria-activedescendant=${this.idOf(this.at)}
        .value=${this.typed} @input=${this.onInput} @keydown=${this.onKey}>
      <div id=${this.idOf('list')} class="picker-options" role="listbox" aria-label=${this.label}>
        ${options.map(({ label }, at) => this.option(label, at))}
        ${listed.map((peer, at) => this.option(this.nameOf(peer), options.length + at, peer))}
      </div>
      ${listed.length === 0 ? html`<div class="picker-more" role="status">${l10n.t('nothing found')}</div>` : nothing}
      ${more === 0 ? nothing : html`<div class="picker-more">${l10n.t('{0} more. Type to narrow the list.', numberText(more))}</div>`}`;
  }

  private option(text: string, at: number, peer?: PeerSnapshot): TemplateResult {
    return html`<div class="menu-item ${peer?.state === 'closed' ? 'past' : ''}" role="option" id=${this.idOf(at)} aria-selected=${at === this.at}
      data-vscode-context=${(peer && this.menuOf?.(peer)) ?? nothing} @click=${() => this.choose(at)}>
      ${peer ? html`<span class="dot ${peerColor(peer.id)}" aria-hidden="true"></span>` : nothing}${text}
    </div>`;
  }

  /** Returns an element id that is unique, since a page may have two pickers. */
  private idOf(part: number | 'list'): string {
    return `${this.id}-${part}`;
  }

  private get matching(): ReturnType<typeof matchingPeers> {
    return matchingPeers([...this.all, ...this.past], this.typed, peer => this.nameOf(peer));
  }

  private nameOf(peer: PeerSnapshot): string {
    return closedLabel(peer, this.labels?.full(peer.address) ?? peer.address);
  }

  private readonly onPress = (): void => {
    if (this.popup.isOpen) this.popup.close();
    else void this.open();
  };

  private async open(): Promise<void> {
    this.typed = '';
    this.at = 0;
    this.all = this.peers;
    this.past = this.closed;
    this.offered = this.options;
    // Known peers can be chosen immediately. The others arrive while the user types.
    this.popup.open(popup => popup);
    await this.updateComplete;
    this.field.focus();
    if (this.count <= this.peers.length) return;
    const all = await host.peers(0, maxPeers).catch(() => undefined /* known ones are listed */);
    if (all) this.extendTo(all.filter(({ state: is }) => is !== 'closed'));
  }

  /** Lists more peers, and keeps the highlight on the same one. */
  private extendTo(all: readonly PeerSnapshot[]): void {
    const marked = this.matching.listed[this.at - this.offered.length];
    this.all = all;
    const at = marked ? this.matching.listed.findIndex(({ id }) => id === marked.id) : -1;
    if (at >= 0) this.at = this.offered.length + at;
  }

  private readonly onInput = (): void => {
    this.typed = this.field.value;
    // While typing, the user is looking for a peer, so the first one is highlighted.
    this.at = this.typed.trim() === '' || this.matching.listed.length === 0 ? 0 : this.offered.length;
  };

  private readonly onButtonKey = (event: KeyboardEvent): void => {
    const { chosen, keys, isPast } = this;
    if (chosen && keys) runPeerKey(event, chosen, !isPast, keys);
  };

  /**
   * Runs a key of the highlighted peer's menu, unless the key edits the typed text. Closes the list unless the key only
   * copies.
   */
  private runKey(event: KeyboardEvent): boolean {
    const peer = this.matching.listed[this.at - this.offered.length];
    if (!peer || !this.keys || isForText(event, this.field)) return false;
    const meaning = runPeerKey(event, peer, peer.state !== 'closed', this.keys);
    if (meaning !== undefined && meaning !== 'copyAddress') this.popup.close();
    return meaning !== undefined;
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (this.runKey(event)) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      this.choose(this.at);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const texts = [...this.offered.map(({ label }) => label), ...this.matching.listed.map(({ address }) => address)];
      this.at = itemOfKey(event, this.at, texts) ?? this.at;
    }
  };

  private choose(at: number): void {
    const options = this.offered;
    const peer = this.matching.listed[at - options.length];
    this.popup.close();
    if (peer) this.onChoose(peer);
    else options[at]?.choose();
  }
}
