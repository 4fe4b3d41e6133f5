import { type Owner, owned } from './owned.ts';

/** Announces changes: immediately after a pause, then at most every `intervalMs`, always once after the last change. */
export class ChangeAnnouncer<Id> implements Owner {
  readonly #announce: (ids: Id[]) => void;
  readonly #intervalMs: number;
  #changed = new Set<Id>();
  #timer: NodeJS.Timeout | undefined;
  readonly #onTime = owned(this, 'changeAnnouncer.tick', () => this.#tick());

  constructor(announce: (ids: Id[]) => void, intervalMs: number) {
    this.#announce = announce;
    this.#intervalMs = intervalMs;
  }

  changed(id: Id): void {
    this.#changed.add(id);
    this.#timer ??= setTimeout(this.#onTime, 0);
  }

  /** Called when announcing threw: the next change is announced immediately. */
  failed(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Forgets an id that no longer exists. */
  forget(id: Id): void {
    this.#changed.delete(id);
  }

  #tick(): void {
    this.#timer = undefined;
    if (this.#changed.size === 0) return;
    const ids = [...this.#changed];
    this.#changed = new Set();
    this.#timer = setTimeout(this.#onTime, this.#intervalMs);
    this.#announce(ids);
  }
}
