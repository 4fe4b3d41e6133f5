/** Base64 (RFC 4648), in the standard and the URL alphabet. */
import { TextError } from '../phrase.ts';
import { isBlank } from './isBlank.ts';

/** Values of the digits by their ASCII code; 255 for anything else. */
const values = new Uint8Array(128).fill(255);
for (const alphabet of ['+/', '-_'])
  [...`ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789${alphabet}`].forEach((digit, value) => {
    values[digit.charCodeAt(0)] = value;
  });
const padding = '='.charCodeAt(0);

/** Parses base64; white space and missing padding are allowed. @throws RangeError naming the offending text. */
export function parseBase64(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.ceil((text.length * 3) / 4));
  const end = endOfDigits(text);
  let [digits, length, bits] = [0, 0, 0];
  for (let at = 0; at < end; at++) {
    const unit = text.charCodeAt(at);
    const value = unit < 128 ? (values[unit] ?? 255) : 255;
    if (value < 64) {
      bits = (bits << 6) | value;
      if (++digits % 4 !== 1) bytes[length++] = (bits >> ((3 - ((digits - 1) % 4)) * 2)) & 0xff;
    } else if (!isBlank(unit)) throw invalidAt(text, at);
  }
  if (digits % 4 === 1) throw new TextError('the last byte is incomplete: base64 can’t end in a single digit');
  return bytes.slice(0, length);
}

/** Returns where the padding and the white space at the end of a text begin. */
function endOfDigits(text: string): number {
  let end = text.length;
  while (end > 0 && (text.charCodeAt(end - 1) === padding || isBlank(text.charCodeAt(end - 1)))) end--;
  return end;
}

function invalidAt(text: string, at: number): TextError {
  return new TextError(
    '"{0}" at character {1} isn’t valid base64',
    String.fromCodePoint(text.codePointAt(at) ?? 0),
    at + 1,
  );
}

export function formatBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}
