/** Notes above the fields: when changes apply, and which keys have no field in the form. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';

export function formNotes(unknownKeys: readonly string[], isRunning: boolean): TemplateResult {
  return html`${isRunning ? html`<div class="form-note">${l10n.t('Changes apply without disconnecting anyone, except where a field requires a restart.')}</div>` : nothing}
    ${unknownKeys.length === 0 ? nothing : html`<div class="form-note">${l10n.t('Unknown keys, kept unchanged: {0}', unknownKeys.join(', '))}</div>`}`;
}
