/** An icon button with a name for screen readers. */
import { html, type TemplateResult } from 'lit';

export function iconButton(icon: string, label: string, act: () => void): TemplateResult {
  return html`<button type="button" class="icon-button codicon codicon-${icon}" title=${label} aria-label=${label}
    @click=${act}></button>`;
}
