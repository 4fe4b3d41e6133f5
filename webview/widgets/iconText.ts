/** An icon with a text beside it, which may have several lines. */
import { html, type TemplateResult } from 'lit';

export function iconText(icon: string, text: string): TemplateResult {
  return html`<span class="icon-text"><span class="codicon codicon-${icon}" aria-hidden="true"></span><span>${text}</span></span>`;
}
