/** Collects changes in the search or filter bar, and applies them when the user pauses. */
import type { ViewQuery } from './viewQuery.ts';

/** Pause that counts as the end of typing. */
const typingMs = 150;
/** Parts of the query that are typed. */
const typedParts = ['needle', 'minBytes', 'maxBytes'] as const;

export class FindTyping {
  readonly #search: (change: Partial<ViewQuery>) => void;
  /** Changes that haven't been applied yet. */
  #change: Partial<ViewQuery> = {};
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(search: (change: Partial<ViewQuery>) => void) {
    this.#search = search;
  }

  /** Applies a change when the user pauses typing; one by a button, immediately. */
  later(part: Partial<ViewQuery>): void {
    this.#change = { ...this.#change, ...part };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now(), typedParts.some(name => name in part) ? typingMs : 0);
  }

  /** Applies pending changes, if any. */
  now(): void {
    const change = this.#change;
    this.forget();
    if (Object.keys(change).length > 0) this.#search(change);
  }

  /** Discards pending changes. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#change = {};
  }
}
