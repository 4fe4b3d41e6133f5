/** Reads the parts of a pattern in RE2 syntax. It has already been compiled, so every part is complete. */

/** A byte, or a non-ASCII character, which stands for its bytes in some encoding. */
export type PatternUnit = number | string;

const controls: Readonly<Record<string, number>> = { a: 0x07, f: 0x0c, n: 0x0a, r: 0x0d, t: 0x09, v: 0x0b };

export class PatternReader {
  readonly source: string;
  #at = 0;

  constructor(source: string) {
    this.source = source;
  }

  get hasMore(): boolean {
    return this.#at < this.source.length;
  }

  startsWith(text: string): boolean {
    return this.source.startsWith(text, this.#at);
  }

  /** Reads `text` if it is next. */
  skip(text: string): boolean {
    const isNext = this.startsWith(text);
    if (isNext) this.#at += text.length;
    return isNext;
  }

  /** Reads the text that a sticky expression matches here. */
  match(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.source) ?? undefined;
    this.#at += found?.[0].length ?? 0;
    return found;
  }

  /** Reads up to and including `end`, or the rest if it doesn't occur. Returns the text before it. */
  takeUntil(end: string): string {
    const found = this.source.indexOf(end, this.#at);
    const text = this.source.slice(this.#at, found < 0 ? undefined : found);
    this.#at += text.length + (found < 0 ? 0 : end.length);
    return text;
  }

  /** Reads one character. @throws Error at the end, which a valid pattern never reaches. */
  take(): string {
    const code = this.source.codePointAt(this.#at);
    if (code === undefined) throw new Error(`"${this.source}" ends too early`);
    const character = String.fromCodePoint(code);
    this.#at += character.length;
    return character;
  }

  /** Reads a character that stands for itself. */
  takeLiteral(): PatternUnit {
    return literalUnit(this.take());
  }

  /**
   * Reads an escape of one character, after its backslash: `\xff` and `\x{ff}` are a byte, `\x{100}` is a character.
   */
  takeEscape(): PatternUnit {
    const [, hex, longHex, octal] = this.match(/x(?:([\da-f]{2})|\{([\da-f]+)\})|([0-7]{1,3})/iy) ?? [];
    const digits = hex ?? longHex;
    if (digits !== undefined) return unitOf(Number.parseInt(digits, 16));
    if (octal !== undefined) return unitOf(Number.parseInt(octal, 8));
    const character = this.take();
    return controls[character] ?? character.charCodeAt(0);
  }
}

/** Returns the unit for a character as written in a pattern. */
export function literalUnit(character: string): PatternUnit {
  return character <= '\x7f' ? character.charCodeAt(0) : character;
}

function unitOf(code: number): PatternUnit {
  return code <= 0xff ? code : String.fromCodePoint(code);
}
