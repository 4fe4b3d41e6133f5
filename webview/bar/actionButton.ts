/** An action of a bar, shown as its icon. */
import { html, nothing, type TemplateResult } from 'lit';
import type { BarAction } from './barAction.ts';

/** Highest number shown; a longer one would cover the icon. */
const maxBadge = 99;

export function actionButton({ icon, label, help, pressed, badge, act }: BarAction): TemplateResult {
  const isSwitch = pressed !== undefined;
  return html`<span class="bar-action">
    <button type="button" class="icon-button ${isSwitch ? 'toggle-icon' : ''} codicon codicon-${icon}"
      title=${help === undefined ? label : `${label}\n${help}`} aria-label=${label} aria-description=${help ?? nothing}
      aria-pressed=${isSwitch ? String(pressed) : nothing} @click=${act}></button>${
        badge === undefined || badge === 0
          ? nothing
          : html`<span class="count" aria-hidden="true">${badge > maxBadge ? `${maxBadge}+` : badge}</span>`
      }</span>`;
}
