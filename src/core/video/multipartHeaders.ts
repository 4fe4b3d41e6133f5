/** Parses the lines before a part of a multipart stream: the boundary, headers, and an empty line (RFC 2046, 5.1). */

/** Maximum total size of the lines. */
const maxBytes = 4096;
const lf = 10;

export class MultipartHeaders {
  #line = '';
  #bytes = 0;
  #announced: number | undefined;
  #contentLength: number | undefined;

  get isAtLineStart(): boolean {
    return this.#line === '';
  }

  /**
   * Length of the part that begins now; undefined while headers follow, and for a part whose headers don't specify it.
   */
  get contentLength(): number | undefined {
    return this.#contentLength;
  }

  /** Consumes a byte. Returns false if it isn't allowed here. */
  add(byte: number): boolean {
    if (++this.#bytes > maxBytes || byte >= 0x7f || (byte < 0x20 && byte !== 9 && byte !== lf && byte !== 13))
      return false;
    if (byte === lf) this.#endLine();
    else this.#line += String.fromCharCode(byte);
    return true;
  }

  #endLine(): void {
    const line = this.#line.trim();
    this.#line = '';
    if (line === '') this.#contentLength = this.#announced;
    const [, digits] = /^content-length\s*:\s*(\d{1,15})$/i.exec(line) ?? [];
    if (digits !== undefined) this.#announced = Number(digits);
  }
}
