/** Formats the times of rows as `portside.transcript.timeFormat` says. */
import { parseTime, shortTimeText, timeText } from '../src/core/timeText.ts';
import type { TimeFormat } from '../src/core/viewDefaults.ts';

let format: TimeFormat = 'timeOfDay';
let startMs: number | undefined;

/**
 * Sets how the page shows times from now on; `openedAt` is the origin of seconds since the start. Returns whether that changes anything.
 */
export function setTimeFormat(wanted: TimeFormat, openedAt: number | undefined): boolean {
  const isOther = format !== wanted || (wanted === 'sinceStart' && startMs !== openedAt);
  format = wanted;
  startMs = openedAt;
  return isOther;
}

/** Number of characters of the longest usual time in each format, and of the fraction that short ones omit. */
const characters: Record<TimeFormat, number> = { timeOfDay: 12, iso: 24, sinceStart: 11, unix: 14 };
const fractionCharacters = 4;

/** Returns how many characters times currently have. */
export function timeCharacters(isShort: boolean): number {
  return characters[format] - (isShort ? fractionCharacters : 0);
}

/** Formats the time of a row, in ms since the epoch. */
export function formatTime(ms: number): string {
  return timeText(ms, format, startMs);
}

/** Returns the same without the fraction, for narrow places: `14:02:41`. */
export function formatShortTime(ms: number): string {
  return shortTimeText(ms, format, startMs);
}

/** Parses a time as the page shows it, or a date; undefined if it isn't one. */
export function readTime(text: string): number | undefined {
  return parseTime(text, format, startMs, Date.now());
}
