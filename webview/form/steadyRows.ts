/** Keeps the rows of the form where they are on the screen while the list of problems above them grows or shrinks. */

export class SteadyRows {
  readonly #form: HTMLElement;
  #listPixels = 0;

  constructor(form: HTMLElement) {
    this.#form = form;
  }

  /** To be called after each rendering. */
  keep(): void {
    const body = this.#form.querySelector<HTMLElement>('.form-body');
    const pixels = this.#form.querySelector<HTMLElement>('.form-problems')?.offsetHeight ?? 0;
    if (!body || pixels === this.#listPixels) return;
    body.scrollTop += pixels - this.#listPixels;
    this.#listPixels = pixels;
    const { activeElement } = document;
    if (!activeElement || !body.contains(activeElement)) return;
    // Whoever types at the top would otherwise type behind the list.
    const isHidden = activeElement.getBoundingClientRect().top < body.getBoundingClientRect().top;
    if (isHidden) activeElement.scrollIntoView({ block: 'nearest' });
  }
}
