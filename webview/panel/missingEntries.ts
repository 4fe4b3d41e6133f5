/** The lines above a transcript from which entries are missing: it was cleared, or older ones exceeded a limit. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { EndpointSnapshot } from '../../src/core/endpointSnapshot.ts';
import { numberText } from '../language.ts';

/** Offers to undo a clear for as long as that is possible. */
export function clearedLine({ undoableClears }: EndpointSnapshot, undo: () => void): TemplateResult | typeof nothing {
  if (undoableClears === undefined) return nothing;
  return html`<div class="dropped" role="status">${l10n.t('Transcript cleared.')}
    <button type="button" class="link" @click=${undo}>${l10n.t('Undo')}</button></div>`;
}

/** Renders nothing while all entries are within the limits on memory and disk. */
export function olderEntries(gone: number): TemplateResult | typeof nothing {
  if (gone === 0) return nothing;
  const text =
    gone === 1
      ? l10n.t('1 older entry was removed to stay within the size limit')
      : l10n.t('{0} older entries were removed to stay within the size limit', numberText(gone));
  return html`<div class="dropped" role="note">${text}</div>`;
}
