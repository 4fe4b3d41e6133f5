/** Stores the user's position in the form, so that a reloaded page restores it. */
import { keep, keptState } from '../hostCalls.ts';
import type { FormPlace } from '../keptState.ts';

export function keepPlace(change: Partial<FormPlace>): void {
  keep({ formPlace: { top: 0, ...keptState().formPlace, ...change } });
}

/**
 * Stores the scroll position and the focused control. The list of problems doesn't count, since a new page shows it
 * only later.
 */
export function keepPosition(form: HTMLElement): void {
  const { activeElement } = document;
  const listPixels = form.querySelector<HTMLElement>('.form-problems')?.offsetHeight ?? 0;
  const control = activeElement && form.contains(activeElement) ? activeElement.id : '';
  keepPlace({ top: (bodyOf(form)?.scrollTop ?? 0) - listPixels, ...(control !== '' && { control }) });
}

/** Restores the scroll position and the focus. If nothing is stored, the first field gets the focus. */
export function restorePosition(form: HTMLElement, firstField: string): void {
  const { top = 0, control } = keptState().formPlace ?? {};
  const body = bodyOf(form);
  if (body) body.scrollTop = top;
  const known = control === undefined ? null : form.querySelector<HTMLElement>(`#${CSS.escape(control)}`);
  (known ?? form.querySelector<HTMLElement>(firstField))?.focus({ preventScroll: known !== null });
}

function bodyOf(form: HTMLElement): HTMLElement | null {
  return form.querySelector<HTMLElement>('.form-body');
}

/** Focuses the control with this id, which may be in a collapsed section. */
export function focusControl(form: HTMLElement, id: string): void {
  const control = form.querySelector<HTMLElement>(`#${CSS.escape(id)}`);
  control?.closest('details')?.setAttribute('open', '');
  control?.focus();
}
