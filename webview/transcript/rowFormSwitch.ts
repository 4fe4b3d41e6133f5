/** The menu for how the bytes of messages are shown. Three buttons wouldn't fit in the toolbar of a narrow panel. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { type RowForm, rowForms } from '../../src/protocol/panelCalls.ts';

export function rowFormSwitch(current: RowForm, choose: (form: RowForm) => void): TemplateResult {
  const labels: Record<RowForm, string> = { text: l10n.t('Text'), hex: l10n.t('Hex'), mixed: l10n.t('Mixed') };
  const label = l10n.t('Show messages as');
  const chosen = (event: Event) => choose((event.target as HTMLSelectElement).value as RowForm);
  return html`<select class="row-form" aria-label=${label} title=${label} @change=${chosen}>
    ${rowForms.map(form => html`<option value=${form} .selected=${live(form === current)}>${labels[form]}</option>`)}
  </select>`;
}
