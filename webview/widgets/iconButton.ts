/** An icon button with a name for screen readers. */
import { html, nothing, type TemplateResult } from 'lit';

interface IconButtonOptions {
  readonly id?: string;
  readonly disabled?: boolean;
}

export function iconButton(
  icon: string,
  label: string,
  act: () => void,
  { id, disabled = false }: IconButtonOptions = {},
): TemplateResult {
  return html`<button type="button" class="icon-button codicon codicon-${icon}" id=${id ?? nothing} title=${label} aria-label=${label}
    ?disabled=${disabled} @click=${act}></button>`;
}
