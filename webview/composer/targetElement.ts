/** The control for the target of messages: a list and, for datagrams, also a field for any address. */
import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { PeerSnapshot } from '../../src/core/endpointSnapshot.ts';
import { isStream } from '../../src/core/kinds.ts';
import { errorText } from '../errorText.ts';
import type { PeerLabels } from '../peerLabels.ts';
import type { PeerPickerElement } from '../peerPicker/peerPickerElement.ts';
import '../peerPicker/peerPickerElement.ts';
import { chosenPeer, isPeer, type Target } from '../peers/chosenPeer.ts';
import { maxChips } from '../peers/peerSelect.ts';
import { chosenValue, peerValue, type TargetOption, targetOptions } from './targetOptions.ts';
import { hasGone, hasOneTarget, mustChoose, obstacle, type Sending } from './targets.ts';
import { rememberTyped, typedAddresses } from './typedAddresses.ts';

/** Matches a control whose list is open. VS Code supports `:open`; another browser may not. */
const openControl = ['[aria-expanded="true"]', ...(CSS.supports('selector(:open)') ? ['select:open'] : [])].join();
/** Value of the option that shows the address field. No address has this value. */
const otherAddress = 'other';

@customElement('portside-target')
export class TargetElement extends LitElement {
  @property({ attribute: false }) sending: Sending | undefined;
  @property({ attribute: false }) labels: PeerLabels | undefined;
  @property({ attribute: false }) onTarget: (target: Target) => void = () => undefined;
  /** Called when typing an address starts or ends. */
  @property({ attribute: false }) onTyping: (isTyping: boolean) => void = () => undefined;
  /** Called with the problem of the address, or with undefined as soon as it is edited. */
  @property({ attribute: false }) onProblem: (problem: string | undefined) => void = () => undefined;
  /** Called when the address has been entered, so that the message can get the focus. */
  @property({ attribute: false }) onEntered: () => void = () => undefined;
  @property({ attribute: false }) problem: string | undefined;
  /**
   * The options in the list and the selected one. They stay unchanged while it is open, since keys and clicks select by
   * position.
   */
  private listed: { readonly options: readonly TargetOption[]; readonly value: string } = { options: [], value: '' };
  private hadFocus = false;
  private isWaiting = false;
  @query('.address-input') private input!: HTMLInputElement | null;
  @query('portside-peer-picker') private long!: PeerPickerElement | null;
  /** The control for choosing a target. */
  @query('select, .picker-button') private control!: HTMLElement | null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { sending, labels } = this;
    // The header shows the only address.
    if (!sending || !labels || hasOneTarget(sending.endpoint.config)) return nothing;
    const { isTyping, peers = [] } = sending;
    const isOpen = !isTyping && this.isOpen;
    if (isOpen) this.updateWhenClosed();
    else this.listed = { options: targetOptions(sending, labels, typedAddresses()), value: chosenValue(sending) };
    // An open list stays a list, however many peers connect or disconnect.
    const isLong = isOpen ? !this.control?.matches('select') : peers.length > maxChips;
    // Not in a label: a click on an option would also click the button.
    if (!isTyping && isLong)
      return html`<span class="field"><span class="field-label" aria-hidden="true">${l10n.t('To')}</span>${this.picker(sending, labels)}</span>`;
    return html`<label class="field"><span class="field-label">${l10n.t('To')}</span>${
      isTyping ? this.field() : this.choice(sending)
    }</label>`;
  }

  private choice(sending: Sending): TemplateResult {
    const { options, value } = this.listed;
    const isGone = hasGone(sending);
    const choose = (event: Event) => {
      const chosen = (event.target as HTMLSelectElement).value;
      if (chosen === otherAddress) this.onTyping(true);
      else this.onTarget(options.find(option => option.value === chosen)?.target ?? sending.target);
    };
    return html`<select title=${isGone ? (obstacle(sending) ?? '') : ''} aria-label=${l10n.t('To')} aria-invalid=${mustChoose(sending)}
      aria-describedby="composer-hint" @change=${choose}>
      ${options.map(option => html`<option value=${option.value} .selected=${live(option.value === value)}>${option.label}</option>`)}
      ${isStream(sending.endpoint.config) ? nothing : html`<option value=${otherAddress} .selected=${live(false)}>${l10n.t('Other Address…')}</option>`}
    </select>`;
  }

  /** The picker for many peers, which are found by typing, including those that the page doesn't know. */
  private picker(sending: Sending, labels: PeerLabels): TemplateResult {
    const { endpoint, peers = [], target } = sending;
    const all = this.listed.options;
    const others = peers.filter(peer => peerValue(sending, peer) !== 'remote');
    const listed = new Set(others.map(peer => peerValue(sending, peer)));
    const options = all
      .filter(({ value }) => !listed.has(value))
      .map(option => ({ label: option.label, choose: () => this.onTarget(option.target) }));
    if (!isStream(endpoint.config))
      options.push({ label: l10n.t('Other Address…'), choose: () => this.onTyping(true) });
    const text = all.find(option => option.value === this.listed.value)?.label ?? '';
    const isGone = hasGone(sending);
    const chosen = typeof target === 'object' && isPeer(target) && !isGone ? target : undefined;
    return html`<portside-peer-picker id="target-peer" .label=${l10n.t('To')} .sentence=${l10n.t('To: {0}', text)} .text=${text} .chosen=${chosen}
      .isWrong=${mustChoose(sending)} .options=${options} .count=${endpoint.counters.peers - peers.length + others.length} .peers=${others} .labels=${labels}
      .onChoose=${(peer: PeerSnapshot) => this.onTarget(chosenPeer(peer))}></portside-peer-picker>`;
  }

  private field(): TemplateResult {
    return html`<input type="text" class="address-input" spellcheck="false" autocomplete="off" placeholder=${l10n.t('host:port')}
      aria-label=${l10n.t('Address to send to')} aria-invalid=${this.problem !== undefined} aria-describedby="composer-hint"
      @input=${() => this.onProblem(undefined)} @keydown=${this.onKey} @blur=${this.onBlur}>`;
  }

  protected override willUpdate(): void {
    this.hadFocus = this.contains(document.activeElement);
  }

  /** Moves the focus to the control that replaces the focused one: the field, the select, or the picker. */
  protected override updated(changed: Map<PropertyKey, unknown>): void {
    const before = changed.get('sending') as Sending | undefined;
    const begins = before !== undefined && !before.isTyping && this.sending?.isTyping === true;
    if (begins || (this.hadFocus && !this.contains(document.activeElement))) void this.focusControl();
  }

  private async focusControl(): Promise<void> {
    // The picker renders its button itself.
    await this.long?.updateComplete;
    (this.input ?? this.control)?.focus();
  }

  private get isOpen(): boolean {
    return this.control?.matches(openControl) ?? false;
  }

  /**
   * Updates the list once it is closed. No event reports that it was closed without a selection, so each frame checks.
   */
  private updateWhenClosed(): void {
    if (this.isWaiting) return;
    this.isWaiting = true;
    const look = () => {
      if (this.isConnected && this.isOpen) return requestAnimationFrame(look);
      this.isWaiting = false;
      this.requestUpdate();
      return undefined;
    };
    requestAnimationFrame(look);
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    // Enter would send the message.
    event.preventDefault();
    if (event.key === 'Escape') this.onTyping(false);
    else if (this.enter()) this.onEntered();
  };

  /** Enters the text when the field loses the focus; an empty field returns to the list. */
  private readonly onBlur = (): void => {
    if (!this.sending?.isTyping || !document.hasFocus()) return;
    if (this.input?.value.trim() === '') this.onTyping(false);
    else this.enter();
  };

  /** Accepts the typed text if it is a valid address; returns whether it is. */
  private enter(): boolean {
    try {
      const address = rememberTyped(this.input?.value ?? '');
      this.onTyping(false);
      this.onTarget({ address });
      return true;
    } catch (error) {
      this.onProblem(errorText(error));
      return false;
    }
  }
}
