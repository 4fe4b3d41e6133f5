/** Counts the rows that came below what is in sight, and leads to them. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';

export class UnseenRows {
  #count = 0;
  #end = 0;

  get count(): number {
    return this.#count;
  }

  /** The list ends here now. Where it follows the newest row, that is in sight. */
  came(end: number, follows: boolean): void {
    if (!follows) this.#count += Math.max(0, end - this.#end);
    this.#end = end;
  }

  /** The newest row is in sight. */
  seen(): void {
    this.#count = 0;
  }

  /** Another list begins. */
  reset(): void {
    this.#count = 0;
    this.#end = 0;
  }
}

/** The button that leads to the newest row. */
export function newestButton(unseen: number, go: () => void): TemplateResult {
  const label = unseen > 0 ? l10n.t('{0} new', unseen) : l10n.t('Newest');
  return html`<button class="to-newest" @click=${go}>
    <span class="codicon codicon-arrow-down" aria-hidden="true"></span>${label}</button>`;
}
