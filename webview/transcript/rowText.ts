/** The text of a row: what is no plain text dimmed as escapes, lines broken where the text breaks them. */
import { html, type TemplateResult } from 'lit';
import { visibleRuns } from '../../src/core/bytes/visibleText.ts';

export function rowText(text: string): (TemplateResult | string)[] {
  return visibleRuns(text).map(run => {
    if (run.kind === 'text') return run.text;
    return html`<span class="escape">${run.text}</span>${run.kind === 'newline' ? html`<br>` : ''}`;
  });
}

/** The same on one line. */
export function lineText(text: string): (TemplateResult | string)[] {
  return visibleRuns(text).map(run => (run.kind === 'text' ? run.text : html`<span class="escape">${run.text}</span>`));
}
