/** Finds text in the endpoint's encoding: as bytes where that is equivalent, otherwise as characters. */
import { decodeText } from '../bytes/decodeText.ts';
import { byteOffsets } from '../bytes/textOffsets.ts';
import type { Encoding } from '../endpointConfig.ts';
import { TextError } from '../phrase.ts';
import { byteMatcher } from './byteMatcher.ts';
import { BytePattern } from './bytePattern.ts';
import type { Matcher, Range } from './matcher.ts';

interface TextSearch {
  readonly text: string;
  readonly matchCase?: boolean;
  readonly wholeWord?: boolean;
}

/** @throws RangeError for an empty text. */
export function textMatcher(search: TextSearch, encoding: Encoding): Matcher {
  if (search.text === '') throw new TextError('enter text to search for');
  const isAscii = [...search.text].every(character => character <= '\x7f');
  const hasBytes = encoding === 'utf8' || (encoding === 'latin1' && isAscii);
  return hasBytes && (isAscii || search.matchCase) ? bytesOf(search) : charactersOf(search, encoding);
}

function bytesOf({ text, matchCase = false, wholeWord = false }: TextSearch): Matcher {
  const choices = Array.from(new TextEncoder().encode(text), byte => {
    const other = isLetter(byte) ? byte ^ 0x20 : byte;
    return matchCase || other === byte ? [byte] : [byte, other];
  });
  return byteMatcher(
    new BytePattern(choices),
    wholeWord ? (bytes, start, end) => !isWord(bytes[start - 1]) && !isWord(bytes[end]) : undefined,
  );
}

/**
 * The text is matched literally, so the expression repeats nothing: at worst, the text is compared at each position.
 */
function charactersOf({ text, matchCase, wholeWord }: TextSearch, encoding: Encoding): Matcher {
  const literal = text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const bounded = wholeWord ? `(?<![\\p{L}\\p{N}_])${literal}(?![\\p{L}\\p{N}_])` : literal;
  const regex = new RegExp(bounded, matchCase ? 'gu' : 'giu');
  return {
    size: 1 + literal.length / 8,
    test: bytes => decodeText(bytes, encoding).search(regex) >= 0,
    ranges(bytes, limit) {
      const decoded = decodeText(bytes, encoding);
      const units: number[] = [];
      for (const { 0: found, index } of decoded.matchAll(regex)) {
        if (units.length === 2 * limit) break;
        units.push(index, index + found.length);
      }
      return pairsOf(byteOffsets(decoded, units, encoding));
    },
  };
}

function pairsOf(offsets: readonly number[]): Range[] {
  return Array.from({ length: offsets.length / 2 }, (_, at) => [offsets[2 * at] ?? 0, offsets[2 * at + 1] ?? 0]);
}

function isLetter(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

/** Whether a byte belongs to a word. Non-ASCII bytes count as parts of letters. */
function isWord(byte: number | undefined): boolean {
  return byte !== undefined && (isLetter(byte) || (byte >= 0x30 && byte <= 0x39) || byte === 0x5f || byte >= 0x80);
}
