/** A list of the placeholders that a field can contain, each inserted by one press. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { ListedHole } from './ruleHoles.ts';

/** `id` is that of the field. */
export function holeButton(id: string, isOpen: boolean, toggle: () => void): TemplateResult {
  const name = l10n.t('Placeholders');
  return html`<button type="button" class="icon-button codicon codicon-json hole-button" id="${id}-holes" title=${name} aria-label=${name}
    aria-expanded=${isOpen ? 'true' : 'false'} @click=${toggle}></button>`;
}

export function holeChips(id: string, holes: readonly ListedHole[]): TemplateResult {
  const item = ({ text, means }: ListedHole) =>
    html`<li><button type="button" class="chip" @click=${() => insert(id, text)}><code>${text}</code></button>
      <span class="hole-meaning">${means}</span></li>`;
  return html`<ul class="holes" aria-label=${l10n.t('Placeholders')}>${holes.map(item)}</ul>`;
}

/** Inserts text where the cursor is or was, so that it can be undone like typed text. */
function insert(id: string, text: string): void {
  document.getElementById(id)?.focus();
  document.execCommand('insertText', false, text);
}
