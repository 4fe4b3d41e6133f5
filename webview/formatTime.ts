/** Formats the times of rows according to `portside.transcript.timeFormat`. */
import { parseTime, shortTimeText, timeText } from '../src/core/timeText.ts';
import type { TimeFormat } from '../src/core/viewDefaults.ts';

let format: TimeFormat = 'timeOfDay';
let startMs: number | undefined;

/**
 * Sets the format of times in the page; `openedAt` is the origin for seconds since the start. Returns whether that
 * changes anything.
 */
export function setTimeFormat(wanted: TimeFormat, openedAt: number | undefined): boolean {
  const isOther = format !== wanted || (wanted === 'sinceStart' && startMs !== openedAt);
  format = wanted;
  startMs = openedAt;
  return isOther;
}

/**
 * Length of the longest usual time in each format; `fractionCharacters` is that of the fraction, which short times
 * omit.
 */
const characters: Record<TimeFormat, number> = { timeOfDay: 12, iso: 24, sinceStart: 11, unix: 14 };
const fractionCharacters = 4;

/** Returns the number of characters that times currently have. */
export function timeCharacters(isShort: boolean): number {
  return characters[format] - (isShort ? fractionCharacters : 0);
}

/** Formats the time of a row, in ms since the epoch. */
export function formatTime(ms: number): string {
  return timeText(ms, format, startMs);
}

/** Formats a time without its fraction, for narrow places: `14:02:41`. */
export function formatShortTime(ms: number): string {
  return shortTimeText(ms, format, startMs);
}

/** Parses a time in the page's format, or a date; returns undefined for other text. */
export function readTime(text: string): number | undefined {
  return parseTime(text, format, startMs, Date.now());
}
