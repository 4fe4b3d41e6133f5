/** Formats times according to `portside.transcript.timeFormat`. Times of day are local. */
import type { TimeFormat } from './viewDefaults.ts';

/** Formats `ms` since the epoch. `sinceStart` counts from `startMs`; without that, the time of day is used. */
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

/**
 * Parses a time as `timeText` writes it, also without seconds or their fraction, or a date with or without a time of
 * day. Returns ms since the epoch, or undefined if the text isn't a time. A time of day means the last one not after
 * `nowMs`.
 */
export function parseTime(
  text: string,
  format: TimeFormat,
  startMs: number | undefined,
  nowMs: number,
): number | undefined {
  const trimmed = text.trim();
  const [, number] = /^(-?\d+(?:\.\d+)?)(?: ?s)?$/.exec(trimmed) ?? [];
  if (number !== undefined) return parseSeconds(Number(number) * 1000, format, startMs);
  const [, hours, minutes, seconds = '0'] = /^(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?$/.exec(trimmed) ?? [];
  if (hours !== undefined) return lastTimeOfDay(Number(hours), Number(minutes), Number(seconds), nowMs);
  if (!/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?)?$/.test(trimmed)) return undefined;
  // `Date.parse` would read a date alone as UTC.
  const time = Date.parse(trimmed.length === 10 ? `${trimmed}T00:00` : trimmed.replace(' ', 'T'));
  return Number.isNaN(time) ? undefined : time;
}

function parseSeconds(ms: number, format: TimeFormat, startMs: number | undefined): number | undefined {
  if (format === 'unix') return ms;
  return format === 'sinceStart' && startMs !== undefined ? startMs + ms : undefined;
}

function lastTimeOfDay(hours: number, minutes: number, seconds: number, nowMs: number): number | undefined {
  if (hours > 23 || minutes > 59 || seconds >= 60) return undefined;
  const time = new Date(nowMs);
  time.setHours(hours, minutes, 0, Math.round(seconds * 1000));
  if (time.getTime() > nowMs) time.setDate(time.getDate() - 1);
  return time.getTime();
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
