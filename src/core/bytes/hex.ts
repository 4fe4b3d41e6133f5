/** Bytes as hex digits: `01 02 ff`, `0x01,0x02`, `0102ff`, `\x01\x02`, `01:02`. */
import { TextError } from '../phrase.ts';

const separators = /[\s,;:_-]+|0x|\\x/giy;

/** @throws RangeError naming the position and the offending text; `at` is where the text begins in a longer one. */
export function parseHex(text: string, at = 0): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hexBytes(text, false, at), byte => byte ?? 0);
}

/** Parses bytes to compare with; `..` or `??` stands for any byte and is returned as `undefined`. @throws RangeError as `parseHex` does. */
export function parseHexPattern(text: string): (number | undefined)[] {
  return hexBytes(text, true);
}

/** `01 02 ff`. */
export function formatHex(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join(' ');
}

function hexBytes(text: string, wildcards: boolean, offset = 0): (number | undefined)[] {
  const bytes: (number | undefined)[] = [];
  for (let at = 0; at < text.length; ) {
    // Most of the text is digits: this is ten times as fast as the expressions below.
    const byte = 16 * digitAt(text, at) + digitAt(text, at + 1);
    if (byte >= 0) {
      bytes.push(byte);
      at += 2;
      continue;
    }
    separators.lastIndex = at;
    if (separators.test(text)) {
      at = separators.lastIndex;
      continue;
    }
    const pair = text.slice(at, at + 2);
    if (wildcards && (pair === '..' || pair === '??')) bytes.push(undefined);
    else throw new TextError('"{0}" at character {1} is not a hex byte', wrongDigits(text, at), offset + at + 1);
    at += 2;
  }
  return bytes;
}

/** Returns the first character that isn’t a digit, with the digit before it; a digit alone if none follows it. */
function wrongDigits(text: string, at: number): string {
  const [digits = ''] = /^[0-9a-f]?[^\s,;:]?/iu.exec(text.slice(at, at + 3)) ?? [];
  return digits;
}

/** Returns the value of a hex digit, or a number far below zero for anything else. */
function digitAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1000;
}
