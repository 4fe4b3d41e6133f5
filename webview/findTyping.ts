/** Gathers what is changed in the search bar: a search begins when the fingers rest. */
import type { ViewQuery } from './transcript/viewQuery.ts';

/** Between two keys of somebody who types. */
const typingMs = 150;

export class FindTyping {
  readonly #search: (change: Partial<ViewQuery>) => void;
  /** What was typed or pressed and is not searched yet. */
  #change: Partial<ViewQuery> = {};
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(search: (change: Partial<ViewQuery>) => void) {
    this.#search = search;
  }

  /** Searches when the fingers rest; a button counts at once. */
  later(part: Partial<ViewQuery>): void {
    this.#change = { ...this.#change, ...part };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now(), 'needle' in part ? typingMs : 0);
  }

  /** Searches what was changed, if anything was. */
  now(): void {
    const change = this.#change;
    this.forget();
    if (Object.keys(change).length > 0) this.#search(change);
  }

  /** Drops what was changed. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#change = {};
  }
}
