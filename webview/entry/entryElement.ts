/** The view of one entry: decoded, and as bytes with the numbers and texts in them. */
import * as l10n from '@vscode/l10n';
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { decoders } from '../../src/core/decoders/decoders.ts';
import type { Encoding } from '../../src/core/endpointConfig.ts';
import type { PanelRow } from '../../src/protocol/panelCalls.ts';
import { host, keep, keptState } from '../hostCalls.ts';
import { emptyMessage } from '../transcript/messageContent.ts';
import { segments } from '../widgets/segments.ts';
import { type ByteSelection, firstSelection, selectedRange, startOf } from './byteSelection.ts';
import { type CopyFormat, copyMenu, copyRange } from './copyAs.ts';
import { decodedPane } from './decodedPane.ts';
import { decoderInput } from './decoderInput.ts';
import { EntryBytes } from './entryBytes.ts';
import { entryFoot } from './entryFoot.ts';
import { entryHeader } from './entryHeader.ts';
import { bytesChoice, fittingPane, hex, isInBubble, type Pane, type PaneChoice, paneChoices } from './entryPanes.ts';
import { EntryReadings } from './entryReadings.ts';
import './hexPane.ts';
import { numbersTable } from './numbersTable.ts';
import { Outcome } from './outcome.ts';
import type { TextEncoding } from './textEncodings.ts';

@customElement('portside-entry')
export class EntryElement extends LitElement {
  @property({ attribute: false }) row: PanelRow | undefined;
  /** Encoding of the endpoint, used until another one is chosen. */
  @property({ attribute: false }) encoding: Encoding = 'utf8';
  /** Whether the transcript has dropped the row: bytes that haven't been fetched are no longer available. */
  @property({ attribute: false }) isGone = false;
  @property({ attribute: false }) onClose: () => void = () => undefined;
  /** Pane chosen by the user; if absent, the one that fits the entry best. */
  @state() private chosenPane: Pane | undefined = keptState().entryPane;
  @state() private chosenEncoding: TextEncoding | undefined;
  @state() private selection: ByteSelection = { cursor: 0 };
  @state() private source: EntryBytes | undefined;
  /** Outcome of the last copy. */
  private readonly outcome = new Outcome(() => this.requestUpdate());
  private readonly readings = new EntryReadings(decoders, () => this.requestUpdate());
  /** The last pane, shown as selected while the next entry is being decoded. */
  private lastChoice: PaneChoice = bytesChoice();
  /** Whether the view was opened and its pane should get the focus. */
  private wantsFocus = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.closeOnEscape);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.outcome.clear();
    this.removeEventListener('keydown', this.closeOnEscape);
  }

  /** Focuses the bytes, or what replaces them. */
  override focus(options?: FocusOptions): void {
    const target =
      this.querySelector<HTMLElement>('.entry-pane') ?? this.querySelector<HTMLElement>('button:not(:disabled)');
    target?.focus(options);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('row')) this.open(changed.get('row') as PanelRow | undefined);
    const { source, shownEncoding, readings } = this;
    if (source && readings.needsAll(source, shownEncoding)) void source.loadTo(source.length);
    void readings.read(source, shownEncoding);
  }

  protected override performUpdate(): void {
    const hadFocus = this.contains(document.activeElement);
    super.performUpdate();
    // The focused button has disappeared, but Escape must still work.
    if (hadFocus && !this.contains(document.activeElement)) this.focus({ preventScroll: true });
  }

  protected override firstUpdated(): void {
    this.wantsFocus = this.source !== undefined;
    if (!this.wantsFocus) this.focus();
  }

  protected override updated(): void {
    const pane = this.wantsFocus ? this.querySelector<LitElement>('.entry-pane') : null;
    if (!pane) return;
    this.wantsFocus = false;
    // The pane's content exists once it has been rendered.
    void pane.updateComplete.then(() => this.focus());
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

  /**
   * Selection to show: only its range for characters, which have no cursor. Other results of decoders have no
   * selection.
   */
  private get shownSelection(): ByteSelection | undefined {
    const { selection } = this;
    const { kind } = this.lastChoice;
    return kind === hex || (kind === 'characters' && selection.anchor !== undefined) ? selection : undefined;
  }

  private content(): TemplateResult {
    const { all } = this.readings;
    // While the entry is being decoded, the pane of the last one stays selected, to avoid flicker.
    const choices = all ? paneChoices(all) : [this.lastChoice];
    const pane = this.shownPane(choices);
    const shown = choices.find(({ value }) => value === pane);
    this.lastChoice = shown ?? this.lastChoice;
    return html`<div class="entry-bar">
        ${segments(choices, this.lastChoice.value, value => this.show(value), l10n.t('View'))}
        ${copyMenu(format => this.copy(format), !this.source)}
      </div>
      <div class="entry-body ${shown?.kind ?? ''}" aria-busy=${!shown}>${shown ? this.paneContent(shown) : this.loadingText()}</div>
      ${entryFoot(this.source, this.shownSelection, this.outcome.text, this.isGone)}`;
  }

  /** Shown only if loading takes a while: short entries load faster than anyone can read. */
  private loadingText(): TemplateResult {
    return html`${this.source?.bytes.length ? html`<p class="entry-sentence">${l10n.t('Loading…')}</p>` : ''}`;
  }

  private paneContent({ decoded }: PaneChoice): TemplateResult {
    const { selection, select, shownEncoding, chooseEncoding } = this;
    if (!decoded) return this.bytesPane();
    return decodedPane(decoded, { selection, onSelect: select, encoding: shownEncoding, onEncoding: chooseEncoding });
  }

  private bytesPane(): TemplateResult {
    const { source, selection } = this;
    const bytes = source?.bytes ?? new Uint8Array();
    return html`<portside-hex class="entry-pane" .bytes=${bytes} .selection=${selection} .onSelect=${this.select}
        .onCopy=${this.copyHex}></portside-hex>
      ${numbersTable(bytes, startOf(selection))}`;
  }

  /** Opens another entry. The same entry in a new object changes nothing. */
  private open(previous: PanelRow | undefined): void {
    const { row } = this;
    if (row && previous && row.seq === previous.seq && row.time === previous.time) return;
    this.selection = firstSelection(row?.brokenAt);
    this.outcome.clear();
    this.source = undefined;
    if (!row || row.length === 0) return;
    const source = new EntryBytes(row.seq, row.length, host.entryBytes, () => this.onBytes(source));
    this.source = source;
    void source.more();
  }

  private onBytes(source: EntryBytes): void {
    if (source !== this.source) return;
    this.requestUpdate();
  }

  /** Returns the pane that fits the entry best; undefined until it is known. */
  private fittingPane(): Pane | undefined {
    const { source } = this;
    const { all } = this.readings;
    return source && all && fittingPane(all, isInBubble(decoderInput(source, this.shownEncoding)));
  }

  /** Returns the chosen pane if the entry has it, otherwise the one that fits best; undefined until it is known. */
  private shownPane(choices: readonly PaneChoice[]): Pane | undefined {
    const fitting = this.fittingPane();
    return fitting !== undefined && choices.some(({ value }) => value === this.chosenPane) ? this.chosenPane : fitting;
  }

  /** Shows a pane. Choosing the fitting one makes entries of other kinds open in theirs again. */
  private show(pane: Pane): void {
    this.chosenPane = this.fittingPane() === pane ? undefined : pane;
    keep({ entryPane: this.chosenPane });
    this.outcome.clear();
  }

  // Fields, so that their values never change: otherwise, the panes would be rendered again.
  private readonly select = (selection: ByteSelection): void => {
    this.selection = selection;
    this.outcome.clear();
  };

  private readonly chooseEncoding = (encoding: TextEncoding): void => {
    this.chosenEncoding = encoding;
  };

  private readonly copyHex = (): void => this.copy('hex');

  private copy(format: CopyFormat): void {
    const { source } = this;
    if (!source) return;
    const range = selectedRange(this.selection) ?? [0, source.length];
    void this.outcome.of(copyRange(source, range, format, this.shownEncoding));
  }

  private readonly closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    this.onClose();
  };
}
