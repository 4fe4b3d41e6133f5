/** An icon button with an on and an off state. */
import { html, type TemplateResult } from 'lit';

export function toggleButton(
  icon: string,
  label: string,
  pressed: boolean,
  set: (pressed: boolean) => void,
  disabled = false,
): TemplateResult {
  return html`<button type="button" class="icon-button toggle-icon codicon codicon-${icon}" title=${label} aria-label=${label}
    aria-pressed=${pressed ? 'true' : 'false'} ?disabled=${disabled} @click=${() => set(!pressed)}></button>`;
}
