/** Reads a decimal number of bytes, as a length is written. */

/** Digits of a length: ten terabytes, more than any limit. */
export const maxDigits = 13;

/**
 * Returns the number between two offsets, with blanks around it, or undefined if it isn't one: it may have at most 13
 * digits, and no sign.
 */
export function decimalValue(bytes: Uint8Array, start: number, end: number): number | undefined {
  let from = start;
  let to = end;
  while (from < to && isSpace(bytes[from])) from++;
  while (to > from && isSpace(bytes[to - 1])) to--;
  if (from === to || to - from > maxDigits) return undefined;
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = (bytes[at] as number) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 9;
}
