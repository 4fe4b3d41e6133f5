/** Removals and clears, in this window or in the one before it was reloaded, that can be undone for a while. */
import { type Disposable, EventEmitter, l10n } from 'vscode';
import type { KeptRemoval } from '../../client/keptRemoval.ts';
import { undoableMs } from '../../core/undoableMs.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Granted, NotAllowed } from '../permissions/checks.ts';

/** Named after the commands that undo it. */
export type UndoKind = 'remove' | 'clear';

export interface Undoable {
  readonly kind: UndoKind;
  /** The endpoint whose transcript was cleared. */
  readonly endpoint?: string;
  /** When it was done, in ms since the epoch; if absent, when it is added to the list. */
  readonly sinceMs?: number;
  /** Stored, so that it can be undone after a reload. */
  readonly kept?: KeptRemoval;
  /** Returns what undoing it needs; nothing where it is absent. */
  needs?(permissions: Granted): Promise<readonly NotAllowed[]>;
  undo(): Promise<void>;
  /** It has expired: what was kept for it can be deleted. */
  forget(): Promise<unknown>;
}

export class UndoList implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #log: Log;
  /** Each with when it was done and the timer that lets it expire. */
  readonly #waiting = new Map<Undoable, { readonly sinceMs: number; readonly timer: NodeJS.Timeout }>();

  /** Those that are being undone or forgotten. */
  readonly #leaving = new Set<Undoable>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** Oldest first. */
  get all(): readonly Undoable[] {
    const byTime = [...this.#waiting].sort(([, one], [, other]) => one.sinceMs - other.sinceMs);
    return byTime.map(([one]) => one);
  }

  /** All entries, including those that are just being undone or forgotten. */
  get allWithLeaving(): readonly Undoable[] {
    return [...this.all, ...this.#leaving];
  }

  add(one: Undoable): void {
    const now = Date.now();
    const { sinceMs = now } = one;
    // The clock may have been set back since.
    const restMs = Math.min(undoableMs, sinceMs + undoableMs - now);
    const timer = setTimeout(() => this.#expire(one), restMs);
    timer.unref();
    this.#waiting.set(one, { sinceMs, timer });
    this.#changed.fire();
  }

  /**
   * Undoes it; returns false if it has expired or was already undone. If it can't be undone now, it can be tried again. Rejects with a
   * RangeError for a clear that a later one of the same transcript follows: that one must be undone first.
   */
  async undo(one: Undoable): Promise<boolean> {
    if (this.#waiting.has(one) && this.#isClearedAgain(one))
      throw new RangeError(l10n.t('This transcript was cleared again in the meantime. Undo that first.'));
    if (!this.#waiting.has(one)) return false;
    this.#leave(one);
    try {
      await one.undo();
      return true;
    } catch (error) {
      this.add(one);
      throw error;
    } finally {
      this.#leaving.delete(one);
    }
  }

  /** It can't be undone any more, and nothing is kept for it. Returns false if it isn't in the list. */
  drop(one: Undoable): boolean {
    clearTimeout(this.#waiting.get(one)?.timer);
    const wasHere = this.#waiting.delete(one);
    if (wasHere) this.#changed.fire();
    return wasHere;
  }

  /** Everything that is kept is left to the next window. */
  dispose(): void {
    for (const { timer } of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
    this.#changed.dispose();
  }

  #isClearedAgain(one: Undoable): boolean {
    const last = this.all.findLast(({ kind, endpoint }) => kind === 'clear' && endpoint === one.endpoint);
    return one.kind === 'clear' && last !== one;
  }

  #expire(one: Undoable): void {
    this.#leave(one);
    one
      .forget()
      .catch(error => this.#log.warn('notForgotten', {}, { error }))
      .finally(() => this.#leaving.delete(one));
  }

  #leave(one: Undoable): void {
    this.#leaving.add(one);
    this.drop(one);
  }
}
