/** Makes a text field as high as its text, within what its style allows: also when its width changes, which wraps the text anew. */
export class FieldFitter {
  #field: HTMLTextAreaElement | undefined;
  #observer: ResizeObserver | undefined;
  #text = '';
  #width = -1;

  fit(field: HTMLTextAreaElement, text: string): void {
    if (text !== this.#text) this.#width = -1;
    this.#text = text;
    this.#watch(field);
    this.#measure(field);
  }

  #watch(field: HTMLTextAreaElement): void {
    if (field === this.#field) return;
    this.#field = field;
    this.#observer?.disconnect();
    // In a frame of its own: the height changes the sizes of others, which are being told of theirs.
    this.#observer = new ResizeObserver(() => requestAnimationFrame(() => this.#measure(field)));
    this.#observer.observe(field);
  }

  /** Measures only a new text or width: a long text takes long, and the page is drawn with everything that is received. */
  #measure(field: HTMLTextAreaElement): void {
    const width = field.clientWidth;
    if (width === this.#width) return;
    this.#width = width;
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight + 2}px`;
  }
}
