/** Removals and clears, in this window or in its predecessor before a reload, that can be undone for a while. */
import { type Disposable, EventEmitter, l10n } from 'vscode';
import type { KeptRemoval } from '../../client/keptRemoval.ts';
import { undoableMs } from '../../core/undoableMs.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Granted, NotAllowed } from '../permissions/checks.ts';

/** Kind of action, named after the command that undoes it. */
export type UndoKind = 'remove' | 'clear';

export interface Undoable {
  readonly kind: UndoKind;
  /** The endpoint whose transcript was cleared. */
  readonly endpoint?: string;
  /** Time of the action, in ms since the epoch; by default, the time when it is added to the list. */
  readonly sinceMs?: number;
  /** Stored in the workspace, so that the removal can be undone after a reload. */
  readonly kept?: KeptRemoval;
  /** Returns the permissions that are missing to undo it; absent if none can be needed. */
  needs?(permissions: Granted): Promise<readonly NotAllowed[]>;
  undo(): Promise<void>;
  /** Deletes what was kept for the undo. Called when the undo has expired. */
  forget(): Promise<unknown>;
}

export class UndoList implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #log: Log;
  /** Undoable actions with their time and the timer that lets them expire. */
  readonly #waiting = new Map<Undoable, { readonly sinceMs: number; readonly timer: NodeJS.Timeout }>();

  /** Times of all actions so far. */
  readonly #times = new Set<number>();
  /** Actions that are being undone or forgotten. */
  readonly #leaving = new Set<Undoable>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** All undoable actions, oldest first. */
  get all(): readonly Undoable[] {
    const byTime = [...this.#waiting].sort(([, one], [, other]) => one.sinceMs - other.sinceMs);
    return byTime.map(([one]) => one);
  }

  /** All undoable actions, including those that are being undone or forgotten. */
  get allWithLeaving(): readonly Undoable[] {
    return [...this.all, ...this.#leaving];
  }

  /** Returns the time of an action that begins now, which no other has: the next window tells removals apart by it. */
  newTime(): number {
    let sinceMs = Date.now();
    while (this.#times.has(sinceMs)) sinceMs++;
    this.#times.add(sinceMs);
    return sinceMs;
  }

  add(one: Undoable): void {
    const now = Date.now();
    const { sinceMs = now } = one;
    this.#times.add(sinceMs);
    // The clock may have been set back in the meantime.
    const restMs = Math.min(undoableMs, sinceMs + undoableMs - now);
    const timer = setTimeout(() => this.#expire(one), restMs);
    timer.unref();
    this.#waiting.set(one, { sinceMs, timer });
    this.#changed.fire();
  }

  /**
   * Undoes an action; returns false if it has expired or was already undone. If it fails, it can be tried again.
   * Rejects with a RangeError for a clear that isn't the latest of its transcript: the later one must be undone first.
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

  /** Removes an action that can't be undone any more and needs no cleanup. Returns false if it isn't in the list. */
  drop(one: Undoable): boolean {
    clearTimeout(this.#waiting.get(one)?.timer);
    const wasHere = this.#waiting.delete(one);
    if (wasHere) this.#changed.fire();
    return wasHere;
  }

  /** Stops the timers. Everything that is kept is left to the next window. */
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
      .catch(error => this.#log.warn('undoNotDiscarded', {}, { error }))
      .finally(() => this.#leaving.delete(one));
  }

  #leave(one: Undoable): void {
    this.#leaving.add(one);
    this.drop(one);
  }
}
