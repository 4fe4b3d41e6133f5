/** Rates of transfers and their time left, steady enough to be read. */
import type { PanelTransfer } from '../../src/protocol/panelCalls.ts';

/** Period over which rates are smoothed. */
const smoothingMs = 3000;
/** Minimum time for which a rate is shown. */
const shownMs = 1000;
/** After this long without a byte, a transfer counts as stalled: it waits for the other side. */
const stalledMs = 3000;

export interface TransferRate {
  readonly bytesPerSecond: number;
  /** Absent if the size is unknown. */
  readonly secondsLeft?: number;
  readonly stalled: boolean;
}

/** The rate of one transfer: updated with each of its snapshots and over time, and read whenever it is rendered. */
export class SmoothRate {
  #bytesPerSecond: number | undefined;
  #seenMs = 0;
  #bytes = -1;
  #movedMs = 0;
  #shown: { readonly atMs: number; readonly rate: TransferRate } | undefined;

  /** Returns undefined before the first rate is known. */
  at(transfer: Pick<PanelTransfer, 'bytes' | 'size' | 'bytesPerSecond'>, nowMs: number): TransferRate | undefined {
    const { bytes, bytesPerSecond } = transfer;
    if (bytes !== this.#bytes) this.#movedMs = nowMs;
    const stalled = nowMs - this.#movedMs >= stalledMs;
    if (bytes !== this.#bytes && bytesPerSecond > 0) this.#smooth(bytesPerSecond, nowMs);
    this.#bytes = bytes;
    if (this.#bytesPerSecond === undefined) return stalled ? { bytesPerSecond: 0, stalled } : undefined;
    const isSteady = this.#shown && nowMs - this.#shown.atMs < shownMs && this.#shown.rate.stalled === stalled;
    if (!isSteady) this.#shown = { atMs: nowMs, rate: rateOf(transfer, stalled ? 0 : this.#bytesPerSecond, stalled) };
    return this.#shown?.rate;
  }

  #smooth(bytesPerSecond: number, nowMs: number): void {
    const weight = this.#bytesPerSecond === undefined ? 1 : 1 - Math.exp(-(nowMs - this.#seenMs) / smoothingMs);
    this.#bytesPerSecond = (this.#bytesPerSecond ?? 0) * (1 - weight) + bytesPerSecond * weight;
    this.#seenMs = nowMs;
  }
}

function rateOf(
  { bytes, size }: Pick<PanelTransfer, 'bytes' | 'size'>,
  bytesPerSecond: number,
  stalled: boolean,
): TransferRate {
  const rate = { bytesPerSecond: Math.round(bytesPerSecond), stalled };
  if (size === undefined || bytesPerSecond <= 0) return rate;
  return { ...rate, secondsLeft: Math.max(0, size - bytes) / bytesPerSecond };
}

/** The rates of all transfers in progress. */
export class TransferRates {
  readonly #rates = new Map<string, SmoothRate>();

  /** Returns undefined for a transfer that isn't running: its rate starts over when it continues. */
  of(transfer: PanelTransfer, nowMs: number): TransferRate | undefined {
    const { id, state } = transfer;
    if (state !== 'running') {
      this.#rates.delete(id);
      return undefined;
    }
    const rate = this.#rates.get(id) ?? new SmoothRate();
    this.#rates.set(id, rate);
    return rate.at(transfer, nowMs);
  }
}
