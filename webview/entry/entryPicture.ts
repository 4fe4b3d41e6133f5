/** The pane that shows an entry as a picture. */
import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DecodedPicture } from '../../src/core/decoders/decoded.ts';
import { isShowable } from '../../src/core/decoders/pictureDecoder.ts';

@customElement('portside-entry-picture')
export class EntryPicture extends LitElement {
  @property({ attribute: false }) picture: DecodedPicture | undefined;
  @state() private isDamaged = false;
  private url: string | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.forget();
  }

  override focus(options?: FocusOptions): void {
    this.querySelector<HTMLElement>('.entry-picture')?.focus(options);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('picture') && this.url !== undefined) return;
    this.forget();
    this.isDamaged = false;
    const { picture } = this;
    if (!picture || !isShowable(picture)) return;
    this.url = URL.createObjectURL(new Blob([picture.bytes as Uint8Array<ArrayBuffer>], { type: picture.mediaType }));
  }

  protected override render(): TemplateResult {
    const { picture, url, isDamaged } = this;
    if (!picture) return html``;
    const problem = problemOf(picture, isDamaged);
    const failed = () => {
      this.isDamaged = true;
    };
    return html`<div class="entry-picture-bar"><span>${about(picture)}</span>
        ${problem === undefined ? nothing : html`<span class="entry-note" role="status"><span class="codicon codicon-warning" aria-hidden="true"></span> ${problem}</span>`}</div>
      <div class="entry-picture" role="region" tabindex="0" aria-label=${l10n.t('Image')}>
        ${url === undefined || isDamaged ? nothing : html`<img src=${url} alt=${about(picture)} @error=${failed}>`}
      </div>`;
  }

  private forget(): void {
    if (this.url !== undefined) URL.revokeObjectURL(this.url);
    this.url = undefined;
  }
}

/** Returns, for example, `PNG, 640 × 480`. */
function about({ name, size }: DecodedPicture): string {
  return size ? `${name}, ${size[0]} × ${size[1]}` : name;
}

function problemOf(picture: DecodedPicture, isDamaged: boolean): string | undefined {
  const { isCut, size } = picture;
  if (size && !isShowable(picture)) return l10n.t('This image is too large to be shown.');
  if (isCut) return l10n.t('The end of this image is missing.');
  return isDamaged || !size ? l10n.t('This image is damaged.') : undefined;
}
