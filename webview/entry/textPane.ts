/** The entry as text in any encoding, part by part, with the selected bytes highlighted. */
import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { iconButton } from '../iconButton.ts';
import { marked as withMarks } from '../transcript/rowText.ts';
import { type ByteSelection, selectedRange, startOf } from './byteSelection.ts';
import { DimmedText } from './dimmedText.ts';
import { selectAllOnKey } from './selectAllOnKey.ts';
import { isText, type TextEncoding, textEncodings } from './textEncodings.ts';
import { partBytes, partOf, textOfPart } from './textParts.ts';

/** Maximum number of dimmed runs of escapes in a part: most texts have fewer lines. */
const maxDimmed = 2000;

@customElement('portside-entry-text')
export class TextPane extends LitElement {
  @property({ attribute: false }) bytes: Uint8Array = new Uint8Array();
  /** There are more bytes that haven't been fetched. */
  @property({ attribute: false }) goesOn = false;
  @property({ attribute: false }) encoding: TextEncoding = 'utf8';
  @property({ attribute: false }) selection: ByteSelection = { cursor: 0 };
  @property({ attribute: false }) onSelect: (selection: ByteSelection) => void = () => undefined;
  @property({ attribute: false }) onEncoding: (encoding: TextEncoding) => void = () => undefined;
  @state() private isText = true;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('bytes') || changed.has('goesOn') || changed.has('encoding'))
      this.isText = isText(this.bytes, this.encoding, this.goesOn);
  }

  protected override firstUpdated(): void {
    this.querySelector('.mark')?.scrollIntoView({ block: 'nearest' });
  }

  protected override render(): TemplateResult {
    return html`<div class="entry-text-bar">
        ${this.encodingSelect()} ${this.isText ? nothing : this.invalidNote()} ${this.pager()}
      </div>
      <div class="entry-text" role="region" tabindex="0" aria-label=${l10n.t('Text')} @keydown=${selectAllOnKey}>${this.text()}</div>`;
  }

  private encodingSelect(): TemplateResult {
    return html`<label class="field"><span class="field-label">${l10n.t('Encoding')}</span>
      <select aria-label=${l10n.t('Encoding')}
        @change=${(event: Event) => this.onEncoding((event.target as HTMLSelectElement).value as TextEncoding)}>
        ${textEncodings.map(
          ([value, name]) => html`<option value=${value} .selected=${live(value === this.encoding)}>${name}</option>`,
        )}
      </select></label>`;
  }

  private invalidNote(): TemplateResult {
    return html`<span class="entry-note">
      <span class="codicon codicon-warning" aria-hidden="true"></span>
      ${l10n.t('Some bytes aren’t valid in this encoding.')}
    </span>`;
  }

  private pager(): TemplateResult | typeof nothing {
    const parts = Math.ceil(this.bytes.length / partBytes);
    if (parts < 2) return nothing;
    const go = (part: number) => {
      if (part >= 0 && part < parts) this.onSelect({ cursor: part * partBytes });
    };
    return html`<span class="entry-pager">
      ${iconButton('chevron-left', l10n.t('Previous Part'), () => go(this.partIndex - 1))}
      <span>${l10n.t('Part {0} of {1}', this.partIndex + 1, parts)}</span>
      ${iconButton('chevron-right', l10n.t('Next Part'), () => go(this.partIndex + 1))}
    </span>`;
  }

  /** The part in which the selection begins. */
  private get partIndex(): number {
    return partOf(startOf(this.selection));
  }

  private text(): unknown {
    const { before, marked, after } = textOfPart(
      this.bytes,
      this.encoding,
      this.partIndex,
      selectedRange(this.selection),
    );
    const mark = [before.length, before.length + marked.length] as const;
    const dim = new DimmedText({ maxDimmed, showsLineEnds: true });
    return withMarks(before + marked + after, marked === '' ? [] : [mark], (text, next) => dim.pieces(text, next));
  }
}
