/** The line above a cleared transcript, for as long as the clear can be undone. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { EndpointSnapshot } from '../../src/core/endpointSnapshot.ts';

export function clearedLine({ undoableClears }: EndpointSnapshot, undo: () => void): TemplateResult | typeof nothing {
  if (undoableClears === undefined) return nothing;
  return html`<div class="dropped" role="status">${l10n.t('Transcript cleared.')}
    <button type="button" class="link" @click=${undo}>${l10n.t('Undo')}</button></div>`;
}
