/** Amounts of bytes for people: `340 B`, `1.24 MB` (powers of 1,000). */
const units = ['kB', 'MB', 'GB', 'TB'];

export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  let power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  // 999,950 bytes are rounded to 1.00 MB, not to 1000 kB.
  if (bytes / 1000 ** power >= 999.5 && power < units.length) power++;
  return `${threeDigits(bytes / 1000 ** power)} ${units[power - 1]}`;
}

/** Without an exponent, which a thousand terabytes and more would have. */
function threeDigits(value: number): string {
  return value < 999.5 ? value.toPrecision(3) : String(Math.round(value));
}
