/** Times as the setting wants them, and times of day in the local zone. */
import type { TimeFormat } from './viewDefaults.ts';

/** The time `ms` since the epoch. `sinceStart` counts from `startMs` and is a time of day without one. */
export function timeText(ms: number, format: TimeFormat, startMs: number | undefined): string {
  switch (format) {
    case 'timeOfDay':
      return timeOfDay(ms);
    case 'iso':
      return new Date(ms).toISOString();
    case 'unix':
      return seconds(ms);
    case 'sinceStart':
      return startMs === undefined ? timeOfDay(ms) : `${seconds(ms - startMs)} s`;
  }
}

/** The same without the fraction, for narrow places: `14:02:41`. */
export function shortTimeText(ms: number, format: TimeFormat, startMs: number | undefined): string {
  return timeText(ms, format, startMs).replace(/\.\d+(?=( s|Z)?$)/, '');
}

/** `14:02:41.902` from ms since the epoch. */
export function timeOfDay(ms: number): string {
  const time = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  const seconds = `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
  return `${seconds}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}

function seconds(ms: number): string {
  return (Math.floor(ms) / 1000).toFixed(3);
}
