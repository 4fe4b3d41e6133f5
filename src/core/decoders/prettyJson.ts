/**
 * Formats JSON (RFC 8259) with line breaks and indentation but leaves the tokens unchanged: numbers keep their digits,
 * objects all their members.
 *
 * No library does that for untrusted JSON. `JSON.parse` rounds numbers, drops the first of two equal keys and reorders
 * others, and momoa's printer rounds numbers and unescapes strings. The formatter of jsonc-parser keeps tokens, but
 * also accepts comments and trailing commas, so it needs a parser as well; that one overflows the stack at 100,000
 * brackets, and applying the edits for 100 KB took 13 seconds (0.1 here).
 */

/** Limits: JSON that is longer, nested deeper, or longer once formatted is too much to read and isn't formatted. */
export const prettyJsonUnits = 1024 * 1024;
const maxDepth = 1000;
const maxPrettyUnits = 8 * 1024 * 1024;

const token =
  /[ \t\n\r]*(?:([[\]{},:])|("(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;

/** Tokens that may follow; `firstKey` and `firstValue` also allow the end of the object or array just opened. */
type Expected = 'value' | 'firstValue' | 'key' | 'firstKey' | 'colon' | 'next' | 'end';

/** Returns the text indented by two spaces; undefined if it isn't JSON or exceeds a limit. Drops a byte order mark. */
export function prettyJson(text: string): string | undefined {
  if (text.length > prettyJsonUnits) return undefined;
  const writer = new PrettyWriter();
  token.lastIndex = text.startsWith('\ufeff') ? 1 : 0;
  let end = token.lastIndex;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [, mark, string, scalar] = match;
    const isTaken =
      mark === undefined ? writer.scalar(string ?? scalar ?? '', string !== undefined) : writer.mark(mark);
    if (!isTaken || writer.isTooMuch) return undefined;
    end = token.lastIndex;
  }
  return writer.isComplete && /^[ \t\n\r]*$/.test(text.slice(end)) ? writer.text : undefined;
}

/** Accepts one token at a time. Each method returns whether the token is allowed here. */
class PrettyWriter {
  readonly #pieces: string[] = [];
  /** Closing brackets that are still expected, innermost last. */
  readonly #open: ('}' | ']')[] = [];
  #expected: Expected = 'value';
  #units = 0;

  get text(): string {
    return this.#pieces.join('');
  }

  get isComplete(): boolean {
    return this.#expected === 'end';
  }

  get isTooMuch(): boolean {
    return this.#open.length > maxDepth || this.#units > maxPrettyUnits;
  }

  scalar(text: string, isString: boolean): boolean {
    if (this.#expected === 'key' || this.#expected === 'firstKey') {
      if (!isString) return false;
      this.#begin(text);
      this.#expected = 'colon';
      return true;
    }
    if (this.#expected !== 'value' && this.#expected !== 'firstValue') return false;
    this.#begin(text);
    this.#valueEnded();
    return true;
  }

  mark(mark: string): boolean {
    switch (mark) {
      case '{':
      case '[':
        return this.#opens(mark);
      case ':':
        return this.#takes('colon', ': ', 'value');
      case ',':
        return this.#takes('next', ',', this.#open.at(-1) === '}' ? 'key' : 'value');
      default:
        return this.#closes(mark);
    }
  }

  #opens(mark: '{' | '['): boolean {
    if (this.#expected !== 'value' && this.#expected !== 'firstValue') return false;
    this.#begin(mark);
    this.#open.push(mark === '{' ? '}' : ']');
    this.#expected = mark === '{' ? 'firstKey' : 'firstValue';
    return true;
  }

  #closes(mark: string): boolean {
    const isEmpty = this.#expected === (mark === '}' ? 'firstKey' : 'firstValue');
    if (this.#open.at(-1) !== mark || !(isEmpty || this.#expected === 'next')) return false;
    this.#open.pop();
    if (!isEmpty) this.#breakLine();
    this.#write(mark);
    this.#valueEnded();
    return true;
  }

  #takes(expected: Expected, written: string, next: Expected): boolean {
    if (this.#expected !== expected) return false;
    this.#write(written);
    this.#expected = next;
    return true;
  }

  /** Begins a member or an element on a new line, and a member's value next to its key. */
  #begin(text: string): void {
    const isBesideKey = this.#expected === 'value' && this.#open.at(-1) === '}';
    if (this.#open.length > 0 && !isBesideKey) this.#breakLine();
    this.#write(text);
  }

  #valueEnded(): void {
    this.#expected = this.#open.length > 0 ? 'next' : 'end';
  }

  #breakLine(): void {
    this.#write(`\n${'  '.repeat(this.#open.length)}`);
  }

  #write(text: string): void {
    this.#units += text.length;
    this.#pieces.push(text);
  }
}
