/** The toolbar's button for the history of transfers, with their number. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { toggleButton } from '../toggleButton.ts';

/** More digits would cover the button. */
const maxShown = 99;

export function transfersButton(count: number, shown: boolean, show: (shown: boolean) => void): TemplateResult {
  const label = count === 0 ? l10n.t('Transfers') : l10n.t('Transfers ({0})', count);
  return html`<span class="counted">${toggleButton('files', label, shown, show)}${
    count === 0
      ? nothing
      : html`<span class="count" aria-hidden="true">${count > maxShown ? `${maxShown}+` : count}</span>`
  }</span>`;
}
