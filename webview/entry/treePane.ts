/** The pane that shows an entry as a tree, with notes on it. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Note, Tree } from '../../src/core/decoders/decoded.ts';
import { phraseText } from '../../src/core/phrase.ts';
import './treeElement.ts';

export function treePane({ label, notes, root, problem }: Tree): TemplateResult {
  return html`${notes.length === 0 ? nothing : html`<div class="tree-notes">${notes.map(noteText)}</div>`}
    ${problem === undefined ? nothing : html`<p class="tree-problem">${phraseText(problem, l10n.t)}</p>`}
    ${root ? html`<portside-tree class="entry-pane" .root=${root} .label=${label}></portside-tree>` : nothing}`;
}

function noteText({ icon, text }: Note): TemplateResult {
  return html`${icon === undefined ? nothing : html`<span class="codicon codicon-${icon}" aria-hidden="true"></span>`}
    <span>${phraseText(text, l10n.t)}</span>`;
}
