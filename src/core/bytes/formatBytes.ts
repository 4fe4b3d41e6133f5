import { type Phrase, phrase } from '../phrase.ts';

/** Formats byte counts for people: `340 B`, `1.24 MB` (powers of 1,000). */
const units = ['kB', 'MB', 'GB', 'TB'];

export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  let power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  // 999,950 bytes round to 1.00 MB, not to 1000 kB.
  if (bytes / 1000 ** power >= 999.5 && power < units.length) power++;
  return `${threeDigits(bytes / 1000 ** power)} ${units[power - 1]}`;
}

/** Formats a limit, which is round: `1 MB`, but `1.25 MB`. */
export function formatLimit(bytes: number): string {
  return formatBytes(bytes).replace(/(\.\d*?)0+ /, (_, kept: string) => `${kept === '.' ? '' : kept} `);
}

/** Formats a part and its whole, writing a common unit once: `1.57` and `3.00 MB`, but `340 B` and `3.00 MB`. */
export function formatPart(part: number, whole: number): [part: string, whole: string] {
  const [partText, wholeText] = [formatBytes(part), formatBytes(whole)];
  const [number = '', unit] = partText.split(' ');
  return [unit === wholeText.split(' ')[1] ? number : partText, wholeText];
}

/** Avoids the exponent that `toPrecision` would write for a thousand terabytes or more. */
function threeDigits(value: number): string {
  return value < 999.5 ? value.toPrecision(3) : String(Math.round(value));
}

/** Returns a number of bytes as a phrase: `1 byte`, `12 bytes`. */
export function countedBytes(bytes: number): Phrase {
  return bytes === 1 ? phrase('1 byte') : phrase('{0} bytes', bytes);
}
