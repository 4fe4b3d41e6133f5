/** Keeps the form's rows in place on the screen while the list of problems above them grows or shrinks. */

export class SteadyRows {
  readonly #form: HTMLElement;
  #listPixels = 0;

  constructor(form: HTMLElement) {
    this.#form = form;
  }

  /** Call after each rendering. */
  keep(): void {
    const body = this.#form.querySelector<HTMLElement>('.form-body');
    const pixels = this.#form.querySelector<HTMLElement>('.form-problems')?.offsetHeight ?? 0;
    if (!body || pixels === this.#listPixels) return;
    body.scrollTop += pixels - this.#listPixels;
    this.#listPixels = pixels;
    const { activeElement } = document;
    if (!activeElement || !body.contains(activeElement)) return;
    // Otherwise, the list would cover a field in which the user is typing.
    const isHidden = activeElement.getBoundingClientRect().top < body.getBoundingClientRect().top;
    if (isHidden) activeElement.scrollIntoView({ block: 'nearest' });
  }
}
