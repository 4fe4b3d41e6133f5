/** An icon and a text that begins beside it, however many lines the text has. */
import { html, type TemplateResult } from 'lit';

export function iconText(icon: string, text: string): TemplateResult {
  return html`<span class="icon-text"><span class="codicon codicon-${icon}" aria-hidden="true"></span><span>${text}</span></span>`;
}
