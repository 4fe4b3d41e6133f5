/** One entry of the transcript, closely: its bytes, the numbers and texts in them. */
import * as l10n from '@vscode/l10n';
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Encoding } from '../../src/core/endpointConfig.ts';
import type { PanelRow } from '../../src/protocol/panelCalls.ts';
import { host } from '../hostCalls.ts';
import { segments } from '../segments.ts';
import { emptyMessage } from '../transcript/chatRow.ts';
import { type ByteSelection, selectedRange, startOf } from './byteSelection.ts';
import { type CopyFormat, copyButtons, copyRange } from './copyAs.ts';
import { EntryBytes } from './entryBytes.ts';
import { entryFoot } from './entryFoot.ts';
import { entryHeader } from './entryHeader.ts';
import { type FoundPickle, pickleOf, pickleStart } from './foundPickle.ts';
import './hexPane.ts';
import { jsonOf, jsonPane, mayBeJson } from './jsonPane.ts';
import { numbersTable } from './numbersTable.ts';
import { picklePane } from './picklePane.ts';
import type { TextEncoding } from './textEncodings.ts';
import './textPane.ts';

type Pane = 'hex' | 'text' | 'json' | 'pickle';

@customElement('portside-entry')
export class EntryElement extends LitElement {
  @property({ attribute: false }) row: PanelRow | undefined;
  /** The endpoint's; shown in until another is chosen. */
  @property({ attribute: false }) encoding: Encoding = 'utf8';
  @property({ attribute: false }) onClose: () => void = () => undefined;
  @state() private pane: Pane = 'hex';
  @state() private chosenEncoding: TextEncoding | undefined;
  @state() private selection: ByteSelection = { cursor: 0 };
  @state() private source: EntryBytes | undefined;
  /** What became of the last copy. */
  @state() private told = '';
  private json: string | undefined;
  private jsonSource: readonly unknown[] = [];
  private pickle: FoundPickle | undefined;
  /** The bytes in which it was looked for. */
  private pickleSource: Uint8Array | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.closeOnEscape);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('keydown', this.closeOnEscape);
  }

  /** To the bytes, or to what is in their place. */
  override focus(options?: FocusOptions): void {
    const target =
      this.querySelector<HTMLElement>('portside-hex, portside-pickle-tree, .entry-text') ??
      this.querySelector('button');
    target?.focus(options);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('row')) this.open(changed.get('row') as PanelRow | undefined);
    this.findJson();
    this.findPickle();
  }

  protected override performUpdate(): void {
    const hadFocus = this.contains(document.activeElement);
    super.performUpdate();
    // A button that had the focus went: Escape is still to be heard.
    if (hadFocus && !this.contains(document.activeElement)) this.focus({ preventScroll: true });
  }

  protected override firstUpdated(): void {
    // The hexdump is there once it has rendered itself.
    void this.querySelector<LitElement>('portside-hex')?.updateComplete.then(() => this.focus());
    if (!this.querySelector('portside-hex')) this.focus();
  }

  protected override render(): TemplateResult {
    const { row } = this;
    if (!row) return html``;
    return html`<section class="entry" aria-label=${l10n.t('Entry')}>
      ${entryHeader(row, () => this.onClose())}
      ${row.direction === 'event' || row.length === 0 ? this.nothingToSee(row) : this.content()}
    </section>`;
  }

  private get shownEncoding(): TextEncoding {
    return this.chosenEncoding ?? this.encoding;
  }

  /** The pane that was chosen, where the entry has it. */
  private get shownPane(): Pane {
    if (this.pane === 'pickle' && !this.pickle) return 'hex';
    return this.pane === 'json' && this.json === undefined ? 'text' : this.pane;
  }

  /** Text has no cursor, only a marked part; JSON and pickles have neither. */
  private get shownSelection(): ByteSelection | undefined {
    const { selection } = this;
    const isShown = this.shownPane === 'hex' || (this.shownPane === 'text' && selection.anchor !== undefined);
    return isShown ? selection : undefined;
  }

  private nothingToSee({ direction, sentence }: PanelRow): TemplateResult {
    return html`<div class="entry-sentence">${direction === 'event' ? sentence : emptyMessage()}</div>`;
  }

  private content(): TemplateResult {
    const panes: { value: Pane; label: string }[] = [
      { value: 'hex', label: l10n.t('Hex') },
      { value: 'text', label: l10n.t('Text') },
    ];
    if (this.json !== undefined) panes.push({ value: 'json', label: 'JSON' });
    if (this.pickle) panes.push({ value: 'pickle', label: 'Pickle' });
    return html`<div class="entry-bar">
        ${segments(panes, this.shownPane, pane => this.show(pane), l10n.t('View'))}
        ${copyButtons(format => void this.copy(format), !this.source)}
      </div>
      <div class="entry-body ${this.shownPane}">${this.paneContent()}</div>
      ${entryFoot(this.source, this.shownSelection, this.told)}`;
  }

  private paneContent(): TemplateResult {
    const { source, selection, json } = this;
    const bytes = source?.bytes ?? new Uint8Array();
    switch (this.shownPane) {
      case 'hex':
        return html`<portside-hex .bytes=${bytes} .selection=${selection} .onSelect=${this.select}
            .onCopy=${this.copyHex}></portside-hex>
          ${numbersTable(bytes, startOf(selection))}`;
      case 'text':
        return html`<portside-entry-text .bytes=${bytes} .goesOn=${(source?.left ?? 0) > 0} .encoding=${this.shownEncoding}
          .selection=${selection} .onSelect=${this.select} .onEncoding=${this.chooseEncoding}></portside-entry-text>`;
      case 'json':
        return jsonPane(json ?? '');
      case 'pickle':
        return this.pickle ? picklePane(this.pickle) : html``;
    }
  }

  /** Another entry; the same one in a new object changes nothing. */
  private open(previous: PanelRow | undefined): void {
    const { row } = this;
    if (row && previous && row.seq === previous.seq && row.time === previous.time) return;
    this.selection = { cursor: 0 };
    this.told = '';
    this.source = undefined;
    if (!row || row.direction === 'event' || row.length === 0) return;
    const source = new EntryBytes(row.seq, row.length, host.entryBytes, () => this.bytesCame(source));
    this.source = source;
    void source.more();
  }

  private bytesCame(source: EntryBytes): void {
    if (source !== this.source) return;
    // Only all of it can be told to be JSON, or read as a pickle.
    const { bytes, length } = source;
    const isFirst = source.left > 0 && source.problem === undefined && bytes.length <= 64 * 1024;
    const isWhole = mayBeJson(bytes, length, this.shownEncoding) || pickleStart(bytes, length) !== undefined;
    if (isFirst && isWhole) void source.loadTo(length);
    this.requestUpdate();
  }

  private findJson(): void {
    const { source, shownEncoding } = this;
    const from = [source?.bytes, shownEncoding];
    if (from.every((part, index) => part === this.jsonSource[index])) return;
    this.jsonSource = from;
    this.json = source?.left === 0 ? jsonOf(source.bytes, shownEncoding) : undefined;
  }

  private findPickle(): void {
    const { source } = this;
    if (this.pickleSource === source?.bytes) return;
    this.pickleSource = source?.bytes;
    this.pickle = source?.left === 0 ? pickleOf(source.bytes) : undefined;
  }

  private show(pane: Pane): void {
    this.pane = pane;
    this.told = '';
  }

  // These are fields, always the same: the panes aren't rendered again for them.
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
