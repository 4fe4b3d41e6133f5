/** A line that says why a requested action wasn't performed, shown until the user closes it. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Trouble } from '../errorText.ts';
import { iconButton } from './iconButton.ts';

/** Renders nothing if there is no trouble. */
export function troubleLine(trouble: Trouble | undefined, close: () => void): TemplateResult | typeof nothing {
  if (trouble === undefined) return nothing;
  const { text, isNote } = trouble;
  return html`<div class="trouble-line ${isNote ? 'info' : ''}" role=${isNote ? 'status' : 'alert'}>
    <span class="codicon codicon-${isNote ? 'info' : 'error'}" aria-hidden="true"></span><span>${text}</span>
    ${iconButton('close', l10n.t('Close'), close)}</div>`;
}
