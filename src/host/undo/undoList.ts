/** What was removed or cleared in this window and can be undone for a while. */
import { type Disposable, EventEmitter, l10n } from 'vscode';
import type { Log } from '../diagnostics/log.ts';
import type { Granted, NotAllowed } from '../permissions/checks.ts';

/** How long something can be undone. */
export const undoableMs = 10 * 60_000;

/** Named after the commands that undo it. */
export type UndoKind = 'remove' | 'clear';

export interface Undoable {
  readonly kind: UndoKind;
  /** The endpoint whose transcript was cleared. */
  readonly endpoint?: string;
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
  /** Each with the timer that lets it expire, oldest first. */
  readonly #timers = new Map<Undoable, NodeJS.Timeout>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** Oldest first. */
  get all(): readonly Undoable[] {
    return [...this.#timers.keys()];
  }

  add(one: Undoable): void {
    const timer = setTimeout(() => this.#expire(one), undoableMs);
    timer.unref();
    this.#timers.set(one, timer);
    this.#changed.fire();
  }

  /**
   * Undoes it; returns false if it has expired or was already undone. If it can't be undone now, it can be tried again. Rejects with a
   * RangeError for a clear that a later one of the same transcript follows: that one must be undone first.
   */
  async undo(one: Undoable): Promise<boolean> {
    if (this.#timers.has(one) && this.#isClearedAgain(one))
      throw new RangeError(l10n.t('This transcript was cleared again in the meantime. Undo that first.'));
    if (!this.drop(one)) return false;
    try {
      await one.undo();
      return true;
    } catch (error) {
      this.add(one);
      throw error;
    }
  }

  /** It can't be undone any more, and nothing is kept for it. Returns false if it isn't in the list. */
  drop(one: Undoable): boolean {
    clearTimeout(this.#timers.get(one));
    const wasHere = this.#timers.delete(one);
    if (wasHere) this.#changed.fire();
    return wasHere;
  }

  /** The engine deletes what is kept when it ends. */
  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#changed.dispose();
  }

  #isClearedAgain(one: Undoable): boolean {
    const last = this.all.findLast(({ kind, endpoint }) => kind === 'clear' && endpoint === one.endpoint);
    return one.kind === 'clear' && last !== one;
  }

  #expire(one: Undoable): void {
    this.drop(one);
    one.forget().catch(error => this.#log.warn('notForgotten', {}, { error }));
  }
}
