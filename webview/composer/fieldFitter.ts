/** Makes a text field as high as its text, within what its style allows. */
export class FieldFitter {
  #text: string | undefined;
  #width = 0;

  /** Measures only a new text or width: a long text takes long, and the page is drawn with everything that is received. */
  fit(field: HTMLTextAreaElement, text: string): void {
    const width = field.clientWidth;
    if (text === this.#text && width === this.#width) return;
    this.#text = text;
    this.#width = width;
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight + 2}px`;
  }
}
