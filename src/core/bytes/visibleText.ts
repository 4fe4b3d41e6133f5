/** Makes text visible by escaping characters that a screen would hide or be misled by. */
import type { Encoding } from '../endpointConfig.ts';
import { escapedNul } from './escapes.ts';
import { isAsciiSuperset } from './isAsciiSuperset.ts';

/** `newline` is an escape that also ends a line. */
export interface VisibleRun {
  readonly kind: 'text' | 'escape' | 'newline';
  readonly text: string;
}

const short: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\x1b': '\\e' };
/**
 * Matches emoji joined from several, and the flags of England, Scotland and Wales. Their joiners are part of the
 * spelling rather than hidden characters.
 */
const joinedEmoji =
  /\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]?(?:\u200d\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]?)+|\u{1f3f4}\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}/u;
/** Scripts whose spelling needs joiners: cursive ones, and those that write consonants as conjuncts. */
const joiningScripts = [
  ...['Arabic', 'Syriac', 'Mandaic', 'Nko', 'Adlam', 'Hanifi_Rohingya', 'Mongolian'],
  ...['Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala'],
  ...['Khmer', 'Myanmar', 'Balinese', 'Javanese'],
];
const joiningLetter = `[[\\p{L}\\p{M}]&&[${joiningScripts.map(script => `\\p{Script_Extensions=${script}}`).join('')}]]`;
/** The joiner comes first: few texts contain one, so the letters around it are rarely tested. */
const joinerInWord = `[\\u200c\\u200d](?<=${joiningLetter}.)(?=${joiningLetter})`;
/** Created with the first text: it takes three milliseconds, and activation would wait for it. */
let hidden: RegExp | undefined;

/** Controls, lone surrogates (bytes that aren't text), format characters (bidi controls, zero widths), line and paragraph separators. */
function hiddenCharacters(): RegExp {
  hidden ??= new RegExp(`${joinedEmoji.source}|${joinerInWord}|([\\p{Cc}\\p{Cs}\\p{Cf}\\u2028\\u2029])`, 'gv');
  return hidden;
}

/**
 * Splits text from `decodeText` into runs to be shown as they are and escapes that can be typed in this encoding.
 * `next` is the text shown directly after it.
 */
export function visibleRuns(text: string, next = '', encoding: Encoding = 'utf8'): VisibleRun[] {
  const runs: VisibleRun[] = [];
  const add = (kind: VisibleRun['kind'], piece: string) => {
    const last = runs.at(-1);
    if (last && last.kind === kind && kind !== 'newline') runs[runs.length - 1] = { kind, text: last.text + piece };
    else if (piece) runs.push({ kind, text: piece });
  };
  let at = 0;
  for (const { 1: character, index } of text.matchAll(hiddenCharacters())) {
    if (character === undefined) continue;
    add('text', text.slice(at, index));
    at = index + character.length;
    const endsLine = character === '\n' || (character === '\r' && text[at] !== '\n');
    add(endsLine ? 'newline' : 'escape', escapeOf(character, text[at] ?? next, encoding));
  }
  add('text', text.slice(at));
  return runs;
}

/** Returns the text with all escapes as a single string. */
export function visibleText(text: string, encoding: Encoding = 'utf8'): string {
  return text.replace(hiddenCharacters(), (shown, character: string | undefined, at: number, whole: string) =>
    character === undefined ? shown : escapeOf(character, whole[at + character.length], encoding),
  );
}

/**
 * Returns text for the clipboard: like `visibleText`, but with its tabs and line breaks. A terminal executes any other
 * control character that is pasted, and a lone carriage return runs the text before it.
 */
export function pastableText(text: string, encoding: Encoding = 'utf8'): string {
  return text.replace(hiddenCharacters(), (shown, character: string | undefined, at: number, whole: string) => {
    const isBreak = character === '\n' || character === '\t' || (character === '\r' && whole[at + 1] === '\n');
    return character === undefined || isBreak ? shown : escapeOf(character, whole[at + character.length], encoding);
  });
}

/** `\xNN` is one byte: an ASCII character, but not in UTF-16, or a byte that isn't text, which is represented by U+DC00 and the byte. */
function escapeOf(character: string, next: string | undefined, encoding: Encoding): string {
  if (character === '\0') return escapedNul(next, encoding);
  if (short[character]) return short[character];
  const code = character.codePointAt(0) ?? 0;
  const byte = code >= 0xdc00 && code <= 0xdcff ? code - 0xdc00 : code;
  const isByte = byte !== code || (code < 0x80 && isAsciiSuperset(encoding));
  return isByte ? `\\x${byte.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}
