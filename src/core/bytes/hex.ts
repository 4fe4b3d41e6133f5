/** Parses and formats bytes as hex digits: `01 02 ff`, `0x01,0x02`, `0102ff`, `\x01\x02`, `01:02`. */
import { TextError } from '../phrase.ts';
import { isBlank } from './isBlank.ts';

/** @throws RangeError naming the position and the offending text; `at` is where the text begins in a longer one. */
export function parseHex(text: string, at = 0): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length >> 1);
  let length = 0;
  readHex(text, {
    offset: at,
    add: byte => {
      bytes[length++] = byte;
    },
  });
  return bytes.slice(0, length);
}

/** Parses bytes to compare with; `..` or `??` (any byte) becomes `undefined`. @throws RangeError as `parseHex`. */
export function parseHexPattern(text: string, at = 0): (number | undefined)[] {
  const bytes: (number | undefined)[] = [];
  readHex(text, { offset: at, add: byte => void bytes.push(byte), addAny: () => void bytes.push(undefined) });
  return bytes;
}

/** Returns `01 02 ff`, for example. */
export function formatHex(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join(' ');
}

interface HexSink {
  /** Position of the text in a longer one. */
  readonly offset: number;
  add(byte: number): void;
  /** Called for a wildcard byte; absent if none is allowed. */
  addAny?(): void;
}

/** Reads each character once, without creating an object: a message may have millions. */
function readHex(text: string, { offset, add, addAny }: HexSink): void {
  for (let at = 0; at < text.length; ) {
    const byte = 16 * hexDigit(text.charCodeAt(at)) + hexDigit(text.charCodeAt(at + 1));
    const separator = byte < 0 ? separatorAt(text, at) : 0;
    if (byte >= 0) add(byte);
    else if (separator === 0) {
      const pair = text.slice(at, at + 2);
      if (!addAny || (pair !== '..' && pair !== '??'))
        throw new TextError('"{0}" at character {1} is not a hex byte', wrongDigits(text, at), offset + at + 1);
      addAny();
    }
    at += separator || 2;
  }
}

/** Returns the first character that isn't a digit, with the digit before it, or a lone digit. */
function wrongDigits(text: string, at: number): string {
  const [digits = ''] = /^[0-9a-f]?[^\s,;:]?/iu.exec(text.slice(at, at + 3)) ?? [];
  return digits;
}

const punctuation: ReadonlySet<number> = new Set(Array.from(',;:_-', one => one.charCodeAt(0)));
const [zero, backslash, x, blank] = ['0', '\\', 'x', ' '].map(one => one.charCodeAt(0));

/** Returns the length of the separator here (a space, punctuation, `0x` or `\x`), or 0 for anything else. */
function separatorAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit === blank) return 1;
  if (unit === zero || unit === backslash) return (text.charCodeAt(at + 1) | 0x20) === x ? 2 : 0;
  return isBlank(unit) || punctuation.has(unit) ? 1 : 0;
}

/** Returns the value of a hex digit, given its character code, or a number far below zero for anything else. */
export function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1000;
}
