/** Counts new rows below the visible part; its button scrolls to them. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';

export class UnseenRows {
  #count = 0;
  #end = 0;

  get count(): number {
    return this.#count;
  }

  /** Sets the current end of the list. If the list follows the newest row, that row is visible. */
  came(end: number, follows: boolean): void {
    if (!follows) this.#count += Math.max(0, end - this.#end);
    this.#end = end;
  }

  /** Called when the newest row is visible. */
  seen(): void {
    this.#count = 0;
  }

  /** Starts over for another list. */
  reset(): void {
    this.#count = 0;
    this.#end = 0;
  }
}

/** A line below the list, which covers no row, with the button that scrolls to the newest one. */
export function newestLine(unseen: number, go: () => void): TemplateResult {
  const label = unseen > 0 ? l10n.t('{0} new', unseen) : l10n.t('Newest');
  return html`<div class="newest-line"><button type="button" class="to-newest" @click=${go}>
    <span class="codicon codicon-arrow-down" aria-hidden="true"></span>${label}</button></div>`;
}
