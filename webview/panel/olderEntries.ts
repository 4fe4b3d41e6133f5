/** The line above the transcript about entries that were removed because of the limits on memory and disk. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { numberText } from '../language.ts';

/** Renders nothing while all entries are available. */
export function olderEntries(gone: number): TemplateResult | typeof nothing {
  if (gone === 0) return nothing;
  const text =
    gone === 1
      ? l10n.t('1 older entry was removed to stay within the size limit')
      : l10n.t('{0} older entries were removed to stay within the size limit', numberText(gone));
  return html`<div class="dropped" role="note">${text}</div>`;
}
