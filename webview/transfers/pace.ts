/** How fast a transfer goes and how long it takes still, steady enough to be read. */
import type { PanelTransfer } from '../../src/protocol/panelCalls.ts';

/** Over which time rates are smoothed. */
const smoothingMs = 3000;
/** A figure stays for so long. */
const shownMs = 1000;
/** So long without a byte, and it waits for the other side. */
const stalledMs = 3000;

export interface Pace {
  readonly bytesPerSecond: number;
  /** Absent where the size is unknown. */
  readonly secondsLeft?: number;
  readonly stalled: boolean;
}

/** The pace of one transfer: fed with each of its snapshots and with the time, read as often as it is drawn. */
export class PaceKeeper {
  #rate: number | undefined;
  #seenMs = 0;
  #bytes = -1;
  #movedMs = 0;
  #shown: { readonly atMs: number; readonly pace: Pace } | undefined;

  /** Nothing before the first figure. */
  at(transfer: Pick<PanelTransfer, 'bytes' | 'size' | 'bytesPerSecond'>, nowMs: number): Pace | undefined {
    const { bytes, bytesPerSecond } = transfer;
    if (bytes !== this.#bytes) this.#movedMs = nowMs;
    const stalled = nowMs - this.#movedMs >= stalledMs;
    if (bytes !== this.#bytes && bytesPerSecond > 0) this.#smooth(bytesPerSecond, nowMs);
    this.#bytes = bytes;
    if (this.#rate === undefined) return stalled ? { bytesPerSecond: 0, stalled } : undefined;
    const isSteady = this.#shown && nowMs - this.#shown.atMs < shownMs && this.#shown.pace.stalled === stalled;
    if (!isSteady) this.#shown = { atMs: nowMs, pace: paceOf(transfer, stalled ? 0 : this.#rate, stalled) };
    return this.#shown?.pace;
  }

  #smooth(bytesPerSecond: number, nowMs: number): void {
    const weight = this.#rate === undefined ? 1 : 1 - Math.exp(-(nowMs - this.#seenMs) / smoothingMs);
    this.#rate = (this.#rate ?? 0) * (1 - weight) + bytesPerSecond * weight;
    this.#seenMs = nowMs;
  }
}

function paceOf({ bytes, size }: Pick<PanelTransfer, 'bytes' | 'size'>, rate: number, stalled: boolean): Pace {
  if (size === undefined || rate <= 0) return { bytesPerSecond: Math.round(rate), stalled };
  return { bytesPerSecond: Math.round(rate), secondsLeft: Math.max(0, size - bytes) / rate, stalled };
}

/** The paces of all transfers under way. */
export class Paces {
  readonly #keepers = new Map<string, PaceKeeper>();

  /** Nothing for one that doesn't run: it begins anew when it goes on. */
  of(transfer: PanelTransfer, nowMs: number): Pace | undefined {
    const { id, state } = transfer;
    if (state !== 'running') {
      this.#keepers.delete(id);
      return undefined;
    }
    const keeper = this.#keepers.get(id) ?? new PaceKeeper();
    this.#keepers.set(id, keeper);
    return keeper.at(transfer, nowMs);
  }
}
