/** Placeholders inside the strings of a JSON document: what they insert is escaped, so that it stays one string. */
import type { TextCodec } from '../bytes/textCodec.ts';
import type { Hole, Template } from './template.ts';

/**
 * Returns the placeholders inside strings if the text, or what follows its first blank line (as in HTTP), is JSON.
 */
export function holesInJsonStrings(template: Template): ReadonlySet<Hole> {
  const isNeeded = template.some(({ kind }) => kind === 'insert' || kind === 'capture');
  if (!isNeeded) return new Set();
  const whole = scan(template);
  if (isJson(whole.text)) return whole.inside;
  const body = scan(afterBlankLine(template));
  return isJson(body.text) ? body.inside : new Set();
}

/** Returns the bytes escaped as inside a JSON string. */
export function escapedJson(bytes: Uint8Array, codec: TextCodec): Uint8Array {
  return codec.encode(JSON.stringify(codec.decode(bytes)).slice(1, -1));
}

/** Returns the text that an escaped one stands for; undefined if it isn't the content of a JSON string. */
export function unescapedJson(text: string): string | undefined {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    // A control character, a quote, or an escape that doesn't exist.
    return undefined;
  }
}

interface Scanned {
  /** The template with characters for placeholders: digits outside strings. */
  readonly text: string;
  readonly inside: ReadonlySet<Hole>;
}

function scan(template: Template): Scanned {
  const inside = new Set<Hole>();
  const pieces: string[] = [];
  let isInString = false;
  for (const part of template) {
    if (part.kind === 'text') {
      pieces.push(part.text);
      isInString = endsInString(part.text, isInString);
    } else if (part.kind !== 'open' && part.kind !== 'close') {
      pieces.push('0');
      if (isInString) inside.add(part);
    }
  }
  return { text: pieces.join(''), inside };
}

function endsInString(text: string, begunInString: boolean): boolean {
  let isInString = begunInString;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') isInString = !isInString;
    else if (isInString && text[at] === '\\') at++;
  }
  return isInString;
}

function afterBlankLine(template: Template): Template {
  for (const [index, part] of template.entries()) {
    const blank = part.kind === 'text' ? /\r?\n\r?\n/.exec(part.text) : null;
    if (part.kind !== 'text' || !blank) continue;
    const from = blank.index + blank[0].length;
    return [{ ...part, text: part.text.slice(from), at: part.at + from }, ...template.slice(index + 1)];
  }
  return [];
}

/** Whether the text is a JSON object or array. */
function isJson(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    // Most texts aren't.
    return false;
  }
}
