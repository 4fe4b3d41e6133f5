/** Formats the time between two rows, short enough for a column. */
import * as l10n from '@vscode/l10n';
import { tenthsText } from '../language.ts';

const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;

/** Returns `+12 ms`, `+1.2 s`, `+2:03`, `+1:02:03` or `+2 d 3:04`; with a minus if the clock was set back. */
export function formatTimeSince(ms: number): string {
  const sign = ms < 0 ? '−' : '+';
  return sign + lengthOf(Math.abs(ms));
}

function lengthOf(ms: number): string {
  // Rounded as shown, so that 1000 ms never appears.
  if (Math.round(ms) < second) return l10n.t('{0} ms', ms < 9.95 ? tenthsText(ms) : Math.round(ms));
  if (Math.round(ms / 100) < 600) return l10n.t('{0} s', tenthsText(ms / second));
  const seconds = Math.round(ms / second);
  if (seconds < 3600) return clock(seconds);
  if (seconds < day / second) return `${clock(Math.floor(seconds / 60))}:${twoDigits(seconds % 60)}`;
  const minutes = Math.round(ms / minute);
  const dayMinutes = day / minute;
  return l10n.t('{0} d {1}', Math.floor(minutes / dayMinutes), clock(minutes % dayMinutes));
}

/** Formats seconds as minutes and seconds, or minutes as hours and minutes. */
function clock(units: number): string {
  return `${Math.floor(units / 60)}:${twoDigits(units % 60)}`;
}

function twoDigits(count: number): string {
  return String(count).padStart(2, '0');
}
