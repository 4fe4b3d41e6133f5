/** Makes a text field as tall as its text, within the limits of its style, in browsers without `field-sizing`. */
export class FieldFitter {
  readonly #isNeeded: boolean;
  #text: string | undefined;
  #width = 0;

  constructor(isNeeded = !CSS.supports('field-sizing', 'content')) {
    this.#isNeeded = isNeeded;
  }

  /**
   * Measures only if the text or the width has changed: a long text takes long, and the page is rendered again with
   * everything that is received.
   */
  fit(field: HTMLTextAreaElement, text: string): void {
    if (!this.#isNeeded) return;
    const width = field.clientWidth;
    if (text === this.#text && width === this.#width) return;
    this.#text = text;
    this.#width = width;
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight + 2}px`;
  }
}
