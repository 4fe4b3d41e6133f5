/** The pane that shows the entry as text in any encoding, part by part, with the selected bytes highlighted. */
import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Characters } from '../../src/core/decoders/decoded.ts';
import { partBytes, partOf } from '../../src/core/decoders/textParts.ts';
import { withHangingLines } from '../indentedLines.ts';
import { marksIn, marked as withMarks } from '../transcript/rowText.ts';
import { iconButton } from '../widgets/iconButton.ts';
import { type ByteSelection, selectedRange, startOf } from './byteSelection.ts';
import { DimmedText } from './dimmedText.ts';
import { selectAllOnKey } from './selectAllOnKey.ts';
import { escapeEncoding, type TextEncoding, textEncodings } from './textEncodings.ts';

/** Maximum number of dimmed runs of escapes in a part: most texts have fewer lines, and each element costs time. */
const maxDimmed = 2000;
/** Maximum number of indented lines in a part that are elements, for the same reason. */
const maxHanging = 2000;

@customElement('portside-entry-text')
export class TextPane extends LitElement {
  @property({ attribute: false }) characters: Characters | undefined;
  @property({ attribute: false }) encoding: TextEncoding = 'utf8';
  @property({ attribute: false }) selection: ByteSelection = { cursor: 0 };
  @property({ attribute: false }) onSelect: (selection: ByteSelection) => void = () => undefined;
  @property({ attribute: false }) onEncoding: (encoding: TextEncoding) => void = () => undefined;
  private isValid = true;

  override focus(options?: FocusOptions): void {
    this.querySelector<HTMLElement>('.entry-text')?.focus(options);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('characters')) this.isValid = this.characters?.isValid() ?? true;
  }

  protected override firstUpdated(): void {
    this.querySelector('.mark')?.scrollIntoView({ block: 'nearest' });
  }

  protected override render(): TemplateResult {
    return html`<div class="entry-text-bar">
        ${this.encodingSelect()} ${this.isValid ? nothing : this.invalidNote()} ${this.pager()}
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
    const parts = this.characters?.partCount ?? 0;
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

  /** Index of the part in which the selection begins. */
  private get partIndex(): number {
    return partOf(startOf(this.selection));
  }

  private text(): unknown {
    const part = this.characters?.part(this.partIndex, selectedRange(this.selection));
    if (!part) return nothing;
    const { before, marked, after } = part;
    const mark = [before.length, before.length + marked.length] as const;
    const encoding = escapeEncoding(this.encoding);
    const dim = new DimmedText({ maxDimmed, showsLineEnds: true, encoding });
    const shown = before + marked + after;
    const marks = marked === '' ? [] : [mark];
    const show = (from: number, to: number) =>
      withMarks(shown.slice(from, to), marksIn(marks, from, to), (piece, next) => dim.pieces(piece, next));
    return withHangingLines(shown, show, maxHanging);
  }
}
