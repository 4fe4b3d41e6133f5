/** A segmented control: a choice among a few options, all visible. */
import { html, type TemplateResult } from 'lit';

export interface SegmentOption<T extends string> {
  readonly value: T;
  readonly label: string;
}

export function segments<T extends string>(
  all: readonly SegmentOption<T>[],
  current: T,
  choose: (value: T) => void,
  label: string,
): TemplateResult {
  return html`<div class="segments" role="radiogroup" aria-label=${label}
    @keydown=${(event: KeyboardEvent) => moveBy(event, all, current, choose)}>
    ${all.map(
      ({ value, label: text }) => html`<button type="button" role="radio" aria-checked=${value === current}
        tabindex=${value === current ? 0 : -1} @click=${() => choose(value)}>${text}</button>`,
    )}
  </div>`;
}

/** Selects the neighbor with an arrow key, as in any radio group. */
function moveBy<T extends string>(
  event: KeyboardEvent,
  all: readonly SegmentOption<T>[],
  current: T,
  choose: (value: T) => void,
): void {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (step === undefined) return;
  const at = all.findIndex(({ value }) => value === current);
  const next = all[(at + step + all.length) % all.length];
  if (!next) return;
  event.preventDefault();
  choose(next.value);
  const buttons = (event.currentTarget as HTMLElement).querySelectorAll('button');
  buttons[all.indexOf(next)]?.focus();
}
