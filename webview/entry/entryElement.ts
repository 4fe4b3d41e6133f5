/** One entry of the transcript in detail: as what it is, and its bytes with the numbers and texts in them. */
import * as l10n from '@vscode/l10n';
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Encoding } from '../../src/core/endpointConfig.ts';
import type { PanelRow } from '../../src/protocol/panelCalls.ts';
import { host, keep, keptState } from '../hostCalls.ts';
import { segments } from '../segments.ts';
import { emptyMessage } from '../transcript/messageContent.ts';
import { type ByteSelection, selectedRange, startOf } from './byteSelection.ts';
import { type CopyFormat, copyButtons, copyRange } from './copyAs.ts';
import { EntryBytes } from './entryBytes.ts';
import { entryFoot } from './entryFoot.ts';
import { entryHeader } from './entryHeader.ts';
import { fittingPane, type Pane, panesOf, shownPane } from './entryPanes.ts';
import { EntryReadings } from './entryReadings.ts';
import './hexPane.ts';
import './formattedTextElement.ts';
import { numbersTable } from './numbersTable.ts';
import { picklePane } from './treePane.ts';
import './pictureElement.ts';
import type { TextEncoding } from './textEncodings.ts';
import './textPane.ts';

const paneSelector = 'portside-hex, portside-pickle-tree, portside-json, portside-entry-picture, .entry-text';

@customElement('portside-entry')
export class EntryElement extends LitElement {
  @property({ attribute: false }) row: PanelRow | undefined;
  /** The endpoint's encoding; used until another one is chosen. */
  @property({ attribute: false }) encoding: Encoding = 'utf8';
  /** The transcript has dropped the row: what hasn't been fetched is no longer available. */
  @property({ attribute: false }) isGone = false;
  @property({ attribute: false }) onClose: () => void = () => undefined;
  /** Chosen by the user; if absent, what fits the entry. */
  @state() private chosenPane: Pane | undefined = keptState().entryPane;
  @state() private chosenEncoding: TextEncoding | undefined;
  @state() private selection: ByteSelection = { cursor: 0 };
  @state() private source: EntryBytes | undefined;
  /** The outcome of the last copy. */
  @state() private told = '';
  private readonly readings = new EntryReadings();
  /** The last pane, shown as selected while the next entry is being read. */
  private lastPane: Pane = 'hex';
  /** The view was opened, and its pane should get the focus. */
  private wantsFocus = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.closeOnEscape);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('keydown', this.closeOnEscape);
  }

  /** To the bytes, or to what replaces them. */
  override focus(options?: FocusOptions): void {
    const target =
      this.querySelector<HTMLElement>(paneSelector) ?? this.querySelector<HTMLElement>('button:not(:disabled)');
    target?.focus(options);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('row')) this.open(changed.get('row') as PanelRow | undefined);
    this.readings.read(this.source, this.shownEncoding);
  }

  protected override performUpdate(): void {
    const hadFocus = this.contains(document.activeElement);
    super.performUpdate();
    // A focused button disappeared: Escape must still be received.
    if (hadFocus && !this.contains(document.activeElement)) this.focus({ preventScroll: true });
  }

  protected override firstUpdated(): void {
    this.wantsFocus = this.source !== undefined;
    if (!this.wantsFocus) this.focus();
  }

  protected override updated(): void {
    const pane = this.wantsFocus ? this.querySelector<LitElement>(paneSelector) : null;
    if (!pane) return;
    this.wantsFocus = false;
    // It exists once it has been rendered.
    void Promise.resolve(pane.updateComplete).then(() => this.focus());
  }

  protected override render(): TemplateResult {
    const { row } = this;
    if (!row) return html``;
    return html`<section class="entry" aria-label=${l10n.t('Entry')}>
      ${entryHeader(row, () => this.onClose())}
      ${row.length === 0 ? html`<div class="entry-sentence">${emptyMessage()}</div>` : this.content()}
    </section>`;
  }

  private get shownEncoding(): TextEncoding {
    return this.chosenEncoding ?? this.encoding;
  }

  /** Text has no cursor, only a selection; JSON and pickles have neither. */
  private get shownSelection(): ByteSelection | undefined {
    const { selection } = this;
    const isShown = this.lastPane === 'hex' || (this.lastPane === 'text' && selection.anchor !== undefined);
    return isShown ? selection : undefined;
  }

  private content(): TemplateResult {
    const { kinds } = this.readings;
    // While it is being read, the pane of the last entry is shown as selected, to avoid flicker.
    const shown = kinds ? shownPane(kinds, this.chosenPane) : undefined;
    this.lastPane = shown ?? this.lastPane;
    const panes = kinds ? panesOf(kinds) : [this.lastPane];
    const labels: Record<Pane, string> = {
      hex: l10n.t('Hex'),
      text: l10n.t('Text'),
      json: 'JSON',
      pickle: 'Pickle',
      picture: l10n.t('Picture'),
    };
    const choices = panes.map(value => ({ value, label: labels[value] }));
    return html`<div class="entry-bar">
        ${segments(choices, this.lastPane, pane => this.show(pane), l10n.t('View'))}
        ${copyButtons(format => void this.copy(format), !this.source)}
      </div>
      <div class="entry-body ${shown ?? ''}" aria-busy=${shown === undefined}>${shown ? this.paneContent(shown) : this.loadingText()}</div>
      ${entryFoot(this.source, this.shownSelection, this.told, this.isGone)}`;
  }

  /** Only if that takes a while: short entries are loaded before anyone could read it. */
  private loadingText(): TemplateResult {
    return html`${this.source?.bytes.length ? html`<p class="entry-sentence">${l10n.t('Loading…')}</p>` : ''}`;
  }

  private paneContent(pane: Pane): TemplateResult {
    const { source, selection, readings } = this;
    const bytes = source?.bytes ?? new Uint8Array();
    switch (pane) {
      case 'hex':
        return html`<portside-hex .bytes=${bytes} .selection=${selection} .onSelect=${this.select}
            .onCopy=${this.copyHex}></portside-hex>
          ${numbersTable(bytes, startOf(selection))}`;
      case 'text':
        return html`<portside-entry-text .bytes=${bytes} .goesOn=${(source?.left ?? 0) > 0} .encoding=${this.shownEncoding}
          .selection=${selection} .onSelect=${this.select} .onEncoding=${this.chooseEncoding}></portside-entry-text>`;
      case 'json':
        return html`<portside-json .json=${readings.json ?? ''}></portside-json>`;
      case 'pickle':
        return readings.pickle ? picklePane(readings.pickle) : html``;
      case 'picture':
        return html`<portside-entry-picture .bytes=${bytes} .picture=${readings.picture}></portside-entry-picture>`;
    }
  }

  /** Another entry; the same one in a new object changes nothing. */
  private open(previous: PanelRow | undefined): void {
    const { row } = this;
    if (row && previous && row.seq === previous.seq && row.time === previous.time) return;
    this.selection = { cursor: 0 };
    this.told = '';
    this.source = undefined;
    if (!row || row.length === 0) return;
    const source = new EntryBytes(row.seq, row.length, host.entryBytes, () => this.bytesCame(source));
    this.source = source;
    void source.more();
  }

  private bytesCame(source: EntryBytes): void {
    if (source !== this.source) return;
    if (this.readings.needsAll(source, this.shownEncoding)) void source.loadTo(source.length);
    this.requestUpdate();
  }

  /** Reverts to choosing what fits, for entries of other kinds, after the user has chosen. */
  private show(pane: Pane): void {
    const { kinds } = this.readings;
    this.chosenPane = kinds && fittingPane(kinds) === pane ? undefined : pane;
    keep({ entryPane: this.chosenPane });
    this.told = '';
  }

  // These are fields that never change: the panes aren't rendered again for them.
  private readonly select = (selection: ByteSelection): void => {
    this.selection = selection;
    this.told = '';
  };

  private readonly chooseEncoding = (encoding: TextEncoding): void => {
    this.chosenEncoding = encoding;
  };

  private readonly copyHex = (): void => void this.copy('hex');

  private async copy(format: CopyFormat): Promise<void> {
    const { source } = this;
    if (!source) return;
    const range = selectedRange(this.selection) ?? [0, source.length];
    this.told = '';
    const told = await copyRange(source, range, format, this.shownEncoding);
    if (source === this.source) this.told = told;
  }

  private readonly closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    this.onClose();
  };
}
