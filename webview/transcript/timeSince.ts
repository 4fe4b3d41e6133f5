/** The time between two rows, short enough for a column. */
import * as l10n from '@vscode/l10n';

/** Created once: each row shows such a time in every frame. */
const decimals = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** `+12 ms`, `+1.2 s`, `+3 min`; with a minus if the clock was set back between the rows. */
export function formatTimeSince(ms: number): string {
  const sign = ms < 0 ? '−' : '+';
  return sign + lengthOf(Math.abs(ms));
}

function lengthOf(ms: number): string {
  // Rounded as shown, so that 1000 ms never appears.
  if (Math.round(ms) < second) return l10n.t('{0} ms', ms < 9.95 ? tenths(ms) : Math.round(ms));
  if (Math.round(ms / 100) < 600) return l10n.t('{0} s', tenths(ms / second));
  if (Math.round(ms / minute) < 60) return l10n.t('{0} min', Math.round(ms / minute));
  if (Math.round(ms / hour) < 24) return l10n.t('{0} h', Math.round(ms / hour));
  return l10n.t('{0} d', Math.round(ms / day));
}

function tenths(value: number): string {
  return decimals.format(value);
}
