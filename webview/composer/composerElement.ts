/** Where messages are written: notation, target, line ending, history. */
import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { EndpointSnapshot, PeerSnapshot } from '../../src/core/endpointSnapshot.ts';
import { host, keep, keptState } from '../hostCalls.ts';
import type { PeerLabels } from '../peerLabels.ts';
import { segments } from '../segments.ts';
import { History } from './history.ts';
import { type LineEnding, messageBytes, type Notation } from './messageBytes.ts';
import { obstacle, sendTarget, targetOptions } from './targets.ts';

@customElement('portside-composer')
export class ComposerElement extends LitElement {
  @property({ attribute: false }) endpoint: EndpointSnapshot | undefined;
  @property({ attribute: false }) peers: readonly PeerSnapshot[] = [];
  @property({ attribute: false }) labels: PeerLabels | undefined;
  /** The peer that the transcript shows alone. */
  @property({ attribute: false }) peer: string | undefined;
  @state() private notation: Notation = (keptState().input as Notation | undefined) ?? 'text';
  @state() private escapes = keptState().escapes ?? false;
  @state() private lineEnding = keptState().lineEnding as LineEnding | undefined;
  @state() private text = keptState().draft ?? '';
  @state() private chosenTarget: string | undefined;
  @state() private failure: string | undefined;
  @state() private sending = false;
  @query('textarea') private field!: HTMLTextAreaElement;
  private readonly history = new History(keptState().history);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('focus', this.takeFocus);
  }

  override disconnectedCallback(): void {
    window.removeEventListener('focus', this.takeFocus);
    super.disconnectedCallback();
  }

  /** Who comes to the page without pointing at anything comes to write. */
  private readonly takeFocus = (): void => {
    if (document.activeElement === document.body) this.field.focus();
  };

  protected override firstUpdated(): void {
    // The focus may have come before the page was there.
    if (document.hasFocus()) this.takeFocus();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('peer')) this.chosenTarget = this.peer;
  }

  protected override updated(): void {
    this.field.style.height = 'auto';
    this.field.style.height = `${this.field.scrollHeight + 2}px`;
  }

  protected override render(): TemplateResult {
    const { endpoint, labels } = this;
    if (!endpoint || !labels) return html``;
    const blocked = obstacle(endpoint, this.peers, this.target);
    const problem = this.failure ?? this.problem;
    return html`<form class="composer" @submit=${this.onSubmit}>
      <div class="composer-bar">
        ${this.targetSelect(endpoint, labels)}
        ${segments(this.notations(), this.notation, notation => this.setNotation(notation), l10n.t('Notation'))}
        ${this.notation === 'text' ? this.textOptions(endpoint) : nothing}
      </div>
      <div class="composer-line">
        <textarea rows="1" spellcheck="false" aria-label=${l10n.t('Message')} placeholder=${this.placeholder}
          aria-invalid=${problem !== undefined} aria-describedby="composer-hint"
          .value=${this.text} @input=${this.onInput} @keydown=${this.onKey}></textarea>
        <vscode-button type="submit" icon="send" ?disabled=${blocked !== undefined || this.sending} title=${blocked ?? ''}
          @click=${this.onSubmit}>${l10n.t('Send')}</vscode-button>
      </div>
      <div id="composer-hint" class="hint ${problem === undefined ? '' : 'problem'}" role=${problem === undefined ? 'note' : 'alert'}>
        ${problem ?? blocked ?? this.hint}
      </div>
    </form>`;
  }

  private get target(): string {
    const remembered = this.chosenTarget;
    if (remembered !== undefined) return remembered;
    return this.endpoint?.config.remote === undefined ? 'all' : 'remote';
  }

  /** The endpoint's own line ending until another is chosen; with framing by lines the framing adds it. */
  private get effectiveLineEnding(): LineEnding {
    if (this.addsEnding) return 'none';
    return this.lineEnding ?? this.endpoint?.config.lineEnding ?? 'none';
  }

  private get addsEnding(): boolean {
    const framing = this.endpoint?.config.framing;
    return typeof framing === 'object' && 'line' in framing;
  }

  private get problem(): string | undefined {
    try {
      this.bytes();
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  }

  private get placeholder(): string {
    if (this.notation === 'hex') return '01 02 ff, 0x01,0x02, 0102ff';
    return this.notation === 'base64' ? 'SGVsbG8=' : l10n.t('Message');
  }

  private get hint(): string {
    const keys = l10n.t('Enter sends · Shift+Enter new line · ↑ history');
    return this.notation === 'text' && this.escapes
      ? `${keys} · ${l10n.t('{0} are escapes', '\\n \\x00 \\u{2713}')}`
      : keys;
  }

  private notations(): { value: Notation; label: string }[] {
    return [
      { value: 'text', label: l10n.t('Text') },
      { value: 'hex', label: l10n.t('Hex') },
      { value: 'base64', label: l10n.t('Base64') },
    ];
  }

  private targetSelect(endpoint: EndpointSnapshot, labels: PeerLabels): TemplateResult {
    const options = targetOptions(endpoint, this.peers, labels);
    const { target } = this;
    if (!options.some(({ value }) => value === target))
      options.push({ value: target, label: l10n.t('a peer that has gone') });
    return html`<label class="field"><span class="field-label">${l10n.t('To')}</span>
      <select aria-label=${l10n.t('To')} .value=${target}
        @change=${(event: Event) => {
          this.chosenTarget = (event.target as HTMLSelectElement).value;
        }}>
        ${options.map(({ value, label }) => html`<option value=${value} ?selected=${value === target}>${label}</option>`)}
      </select></label>`;
  }

  private textOptions(endpoint: EndpointSnapshot): TemplateResult {
    return html`<button type="button" class="toggle" role="switch" aria-checked=${this.escapes}
        title=${l10n.t('Read \\n, \\x00 and \\u{2713} as escapes. Off, a backslash is a backslash.')}
        @click=${() => this.setEscapes(!this.escapes)}>${l10n.t('\\n Escapes')}</button>
      ${this.addsEnding ? nothing : this.lineEndingSelect(endpoint)}`;
  }

  private lineEndingSelect({ config }: EndpointSnapshot): TemplateResult {
    const current = this.lineEnding ?? config.lineEnding ?? 'none';
    const options = { none: l10n.t('No line ending'), lf: 'LF \\n', crlf: 'CRLF \\r\\n', cr: 'CR \\r' };
    return html`<select aria-label=${l10n.t('Line ending')}
      @change=${(event: Event) => {
        this.lineEnding = (event.target as HTMLSelectElement).value as LineEnding;
        keep({ lineEnding: this.lineEnding });
      }}>
      ${Object.entries(options).map(
        ([value, label]) => html`<option value=${value} ?selected=${value === current}>${label}</option>`,
      )}
    </select>`;
  }

  private setNotation(notation: Notation): void {
    this.notation = notation;
    this.failure = undefined;
    keep({ input: notation });
    this.field.focus();
  }

  private setEscapes(escapes: boolean): void {
    this.escapes = escapes;
    keep({ escapes });
  }

  private bytes(): Uint8Array {
    const { notation, text, escapes } = this;
    const encoding = this.endpoint?.config.encoding ?? 'utf8';
    return messageBytes({ notation, text, escapes, encoding, lineEnding: this.effectiveLineEnding });
  }

  private setText(text: string): void {
    this.text = text;
    this.failure = undefined;
    keep({ draft: text });
  }

  private onInput(): void {
    this.setText(this.field.value);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (this.text !== '') void this.send();
      return;
    }
    const recalled = this.recalled(event);
    if (recalled === undefined) return;
    event.preventDefault();
    this.setText(recalled);
  }

  /** ↑ in the first line and ↓ in the last one walk through the history. */
  private recalled({ key, shiftKey }: KeyboardEvent): string | undefined {
    if (shiftKey) return undefined;
    const { value, selectionStart } = this.field;
    if (key === 'ArrowUp' && !value.slice(0, selectionStart).includes('\n')) return this.history.older(value);
    if (key === 'ArrowDown' && !value.slice(selectionStart).includes('\n')) return this.history.newer();
    return undefined;
  }

  private onSubmit(event: Event): void {
    event.preventDefault();
    // Nothing on a stream is nothing; a datagram may well be empty.
    if (this.text !== '' || this.endpoint?.config.kind === 'udp') void this.send();
  }

  private async send(): Promise<void> {
    const { endpoint, text } = this;
    if (!endpoint || this.sending || this.problem !== undefined) return;
    this.failure = obstacle(endpoint, this.peers, this.target);
    if (this.failure !== undefined) return;
    this.sending = true;
    try {
      await host.send(this.bytes(), sendTarget(this.target));
      this.history.add(text);
      keep({ history: this.history.messages });
      if (this.text === text) this.setText('');
    } catch (error) {
      this.failure = (error as Error).message;
    } finally {
      this.sending = false;
      this.field.focus();
    }
  }
}
