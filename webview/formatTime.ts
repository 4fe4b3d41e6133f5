/** Times of day in the local zone. */

/** `14:02:41.902` from ms since the epoch. */
export function formatTime(ms: number): string {
  const time = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  const seconds = `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
  return `${seconds}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}

/** The same without the fraction, for narrow places: `14:02:41`. */
export function formatShortTime(ms: number): string {
  return formatTime(ms).replace(/\.\d+$/, '');
}
