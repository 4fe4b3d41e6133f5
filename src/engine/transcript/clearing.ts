/** Clears a transcript, and undoes that: what was cleared is hidden, and kept until it is forgotten. */
import type { TranscriptIndex } from './transcriptIndex.ts';
import type { TranscriptLog } from './transcriptLog.ts';

export interface ClearingParts {
  readonly index: TranscriptIndex;
  readonly log: Pick<TranscriptLog, 'clear' | 'takeBack' | 'forgetBefore'>;
  /** Entries were removed. */
  readonly onChange: () => void;
}

export class Clearing {
  readonly #index: TranscriptIndex;
  readonly #log: ClearingParts['log'];
  readonly #onChange: () => void;

  constructor({ index, log, onChange }: ClearingParts) {
    this.#index = index;
    this.#log = log;
    this.#onChange = onChange;
  }

  /** How many times `undo` can restore something. */
  get undoable(): number {
    return this.#index.clears.undoable;
  }

  /** Hides all entries; returns false if there are none. */
  clear(): boolean {
    const { count, first, clears } = this.#index;
    if (count <= first) return false;
    clears.add(count);
    this.#log.clear(count);
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

  /** Forgets what the oldest clear keeps, on disk too. Does nothing if there is none. */
  async forget(): Promise<void> {
    const before = this.#index.clears.forget();
    if (before === undefined) return;
    this.#index.forgetBefore(before);
    this.#onChange();
    await this.#log.forgetBefore(before);
  }

  /** A limit was reached: entries before `firstSeq` were removed, all of them if it is Infinity. */
  dropped(firstSeq: number): void {
    const first = Math.min(firstSeq, this.#index.count);
    this.#index.forgetBefore(first);
    this.#index.clears.dropped(first);
    this.#onChange();
  }

  /** Forgets what all clears keep. Rejects with the system's error if a file can't be deleted, when all are forgotten. */
  async forgetAll(): Promise<void> {
    const forgetting: Promise<void>[] = [];
    while (this.undoable > 0) forgetting.push(this.forget());
    const results = await Promise.allSettled(forgetting);
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }
}
