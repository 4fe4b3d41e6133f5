/** Collects changes in the search bar: a search begins when the user pauses. */
import type { ViewQuery } from './transcript/viewQuery.ts';

/** Time between two keystrokes while typing. */
const typingMs = 150;

export class FindTyping {
  readonly #search: (change: Partial<ViewQuery>) => void;
  /** Changes that haven't been searched for yet. */
  #change: Partial<ViewQuery> = {};
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(search: (change: Partial<ViewQuery>) => void) {
    this.#search = search;
  }

  /** Searches when the user pauses; a button takes effect immediately. */
  later(part: Partial<ViewQuery>): void {
    this.#change = { ...this.#change, ...part };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now(), 'needle' in part ? typingMs : 0);
  }

  /** Searches for what was changed, if anything was. */
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
