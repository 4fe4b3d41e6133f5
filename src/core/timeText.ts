/** Formats times as `portside.transcript.timeFormat` says. Times of day are local. */
import type { TimeFormat } from './viewDefaults.ts';

/** Formats `ms` since the epoch. `sinceStart` counts from `startMs`; without it, the time of day is returned. */
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

/** Returns the same without fractions of a second, for narrow places: `14:02:41`. */
export function shortTimeText(ms: number, format: TimeFormat, startMs: number | undefined): string {
  return timeText(ms, format, startMs).replace(/\.\d+(?=( s|Z)?$)/, '');
}

/** Formats `ms` since the epoch as `14:02:41.902`. */
export function timeOfDay(ms: number): string {
  const time = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  const seconds = `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
  return `${seconds}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}

function seconds(ms: number): string {
  return (Math.floor(ms) / 1000).toFixed(3);
}
