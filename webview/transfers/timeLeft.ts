/** Formats the time left: `4 s left`, `3 min left`, `1 h 20 min left`. Only as precise as the estimate. */
import * as l10n from '@vscode/l10n';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

export function timeLeft(seconds: number): string {
  if (seconds < 1) return l10n.t('less than a second left');
  if (seconds <= 10) return l10n.t('{0} s left', Math.ceil(seconds));
  // Rounded up: an overestimate is better than an underestimate.
  if (seconds <= minute - 5) return l10n.t('{0} s left', upTo(5, seconds));
  if (seconds <= hour - minute) return l10n.t('{0} min left', Math.ceil(seconds / minute));
  if (seconds <= day) return hoursLeft(upTo(10 * minute, seconds));
  return l10n.t('more than a day left');
}

function hoursLeft(seconds: number): string {
  const hours = Math.floor(seconds / hour);
  const minutes = (seconds % hour) / minute;
  return minutes === 0 ? l10n.t('{0} h left', hours) : l10n.t('{0} h {1} min left', hours, minutes);
}

function upTo(step: number, value: number): number {
  return Math.ceil(value / step) * step;
}
