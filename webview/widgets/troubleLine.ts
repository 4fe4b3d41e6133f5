/** A line with the error of a requested action, shown until the user closes it. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { iconButton } from './iconButton.ts';

/** Renders nothing if there is no problem. */
export function troubleLine(problem: string | undefined, close: () => void): TemplateResult | typeof nothing {
  if (problem === undefined) return nothing;
  return html`<div class="trouble-line" role="alert"><span class="codicon codicon-error" aria-hidden="true"></span><span>${problem}</span>
    ${iconButton('close', l10n.t('Close'), close)}</div>`;
}
