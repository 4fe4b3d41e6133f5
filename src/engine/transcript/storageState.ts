/** Limits and disk failures that affect all transcripts of a window, so they are recorded in none of them. */
import type { SystemCode, SystemFailure } from '../../core/errorParams.ts';
import type { TranscriptBound, TranscriptStorage } from '../../core/transcriptEntry.ts';

export class StorageState {
  readonly #onChange: (now: TranscriptStorage) => void;
  /** Logs that can't currently be written. */
  readonly #failing = new Set<object>();
  readonly #reached = new Set<TranscriptBound | 'memory'>();
  #failure: SystemFailure | undefined;

  constructor(onChange: (now: TranscriptStorage) => void = () => undefined) {
    this.#onChange = onChange;
  }

  get now(): TranscriptStorage {
    return { reached: [...this.#reached], ...(this.#failure && { failure: this.#failure }) };
  }

  /** Why a log can't be written now; undefined if all can. */
  get failure(): SystemFailure | undefined {
    return this.#failure;
  }

  /** Reports that a log can't be written, until `writes` is called with it. */
  fails(log: object, error: unknown): void {
    this.#failing.add(log);
    const { code, message } = error as NodeJS.ErrnoException;
    this.#failure ??= { code: (code ?? 'UNKNOWN') as SystemCode, params: { detail: message } };
    if (this.#failing.size === 1) this.#onChange(this.now);
  }

  /** Reports that a log can be written again, or was removed. Does nothing if it hadn't failed. */
  writes(log: object): void {
    if (!this.#failing.delete(log) || this.#failing.size > 0) return;
    this.#failure = undefined;
    this.#onChange(this.now);
  }

  /** Announces that a limit was reached, once until the limits change. */
  reached(bound: TranscriptBound | 'memory'): void {
    if (this.#reached.has(bound)) return;
    this.#reached.add(bound);
    this.#onChange(this.now);
  }

  /** Called when the limits have changed. */
  forgetBounds(): void {
    if (this.#reached.size === 0) return;
    this.#reached.clear();
    this.#onChange(this.now);
  }
}
