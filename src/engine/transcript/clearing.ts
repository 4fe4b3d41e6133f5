/** Clears a transcript, and undoes it: cleared entries are hidden, and kept until they are forgotten. */
import type { Clear } from './clears.ts';
import type { TranscriptIndex } from './transcriptIndex.ts';
import type { TranscriptLog } from './transcriptLog.ts';

export interface ClearingOptions {
  readonly index: TranscriptIndex;
  readonly log: Pick<TranscriptLog, 'clear' | 'takeBack' | 'forgetBefore'>;
  /** Called when entries were removed. */
  readonly onChange: () => void;
}

export class Clearing {
  readonly #index: TranscriptIndex;
  readonly #log: ClearingOptions['log'];
  readonly #onChange: () => void;

  constructor({ index, log, onChange }: ClearingOptions) {
    this.#index = index;
    this.#log = log;
    this.#onChange = onChange;
  }

  /** Times of the clears that can be undone, in ms since the epoch, oldest first. */
  get undoable(): number[] {
    return this.#index.clears.undoable.map(({ sinceMs }) => sinceMs);
  }

  /** Hides all entries; returns false if there are none. The next window can also undo an undoable clear. */
  clear(isUndoable: boolean): boolean {
    const { count, first, clears } = this.#index;
    if (count <= first) return false;
    const sinceMs = this.#log.clear(count, isUndoable ? Date.now() : undefined);
    clears.add({ before: count, sinceMs });
    return true;
  }

  /** Restores what the last clear hid, before the entries added since. @throws RangeError if there is none. */
  async undo(): Promise<void> {
    const { clears } = this.#index;
    const from = clears.undo();
    const moved = this.#log.takeBack(from, clears.last);
    this.#index.beginAnew();
    await moved;
  }

  /** Called when a limit was reached and entries before `firstSeq` were removed, all of them if it is Infinity. */
  dropped(firstSeq: number): void {
    const first = Math.min(firstSeq, this.#index.count);
    this.#index.forgetBefore(first);
    this.#index.clears.dropped(first);
    this.#onChange();
  }

  /**
   * Forgets the entries that clears keep, also on disk, up to a time or all of them. If a file can't be deleted,
   * rejects with the system's error after all are forgotten.
   */
  async forget(sinceMs = Number.POSITIVE_INFINITY): Promise<void> {
    const { clears } = this.#index;
    const forgetting: Promise<void>[] = [];
    const isDue = (oldest: Clear | undefined) => oldest !== undefined && oldest.sinceMs <= sinceMs;
    while (isDue(clears.undoable[0])) forgetting.push(this.#forgetOldest());
    const results = await Promise.allSettled(forgetting);
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }

  async #forgetOldest(): Promise<void> {
    const before = this.#index.clears.forget();
    if (before === undefined) return;
    this.#index.forgetBefore(before);
    this.#onChange();
    await this.#log.forgetBefore(before);
  }
}
