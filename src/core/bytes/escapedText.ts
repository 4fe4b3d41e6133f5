/** A text in one line, its control characters as escapes, and back: for fields where a line break must be seen. */
import { TextError } from '../phrase.ts';
import { unescapeBytes } from './escapes.ts';

const names: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' };

export function escapeText(text: string): string {
  return text.replaceAll(
    /[\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    character => names[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** @throws RangeError naming an escape that is unknown or cut, and bytes that make no text. */
export function unescapeText(text: string): string {
  const bytes = unescapeBytes(text, 'utf8');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // That is what fatal means.
    throw new TextError('these bytes are no text: write characters beyond 7f as {0}', '\\u{…}');
  }
}
