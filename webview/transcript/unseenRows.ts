/** Rows below the visible part: counts those that are new, and has the line with the button that scrolls to them. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { RowLayout } from './rowLayout.ts';

export class UnseenRows {
  readonly #layout: Pick<RowLayout, 'follows'>;
  #count = 0;
  #end = 0;

  constructor(layout: Pick<RowLayout, 'follows'>) {
    this.#layout = layout;
  }

  /** Sets the current end of the list. If the list follows the newest row, that row is visible. */
  came(end: number): void {
    if (!this.#layout.follows) this.#count += Math.max(0, end - this.#end);
    this.#end = end;
  }

  /** Starts over for another list. */
  reset(): void {
    this.#count = 0;
    this.#end = 0;
  }

  /**
   * Renders a line below the list, which covers no row; nothing while the list follows the newest row. Whether that row
   * is visible doesn't matter: the line takes up room, so the row and the line would hide each other by turns.
   */
  line(goToNewest: () => void): TemplateResult | typeof nothing {
    if (this.#layout.follows) {
      this.#count = 0;
      return nothing;
    }
    const label = this.#count > 0 ? l10n.t('{0} new', this.#count) : l10n.t('Newest');
    return html`<div class="newest-line"><button type="button" class="to-newest" @click=${goToNewest}>
      <span class="codicon codicon-arrow-down" aria-hidden="true"></span>${label}</button></div>`;
  }
}
