/** Things that appear and disappear; tests wait for a particular one. */

/** Longer than anything takes on a slow machine, but shorter than a test's timeout, so that the error says what was there instead. */
export const patienceMs = 25_000;

interface Waiter<T> {
  readonly isWanted: (thing: T) => boolean;
  readonly found: (thing: T) => void;
}

export class Sightings<T> {
  readonly #what: string;
  readonly #describe: (thing: T) => string;
  #shown: T[] = [];
  readonly #waiters = new Set<Waiter<T>>();
  readonly #watchers = new Set<() => void>();

  /** `what` and `describe` are used in errors. */
  constructor(what: string, describe: (thing: T) => string) {
    this.#what = what;
    this.#describe = describe;
  }

  get shown(): readonly T[] {
    return this.#shown;
  }

  show(thing: T): void {
    this.#shown = [...this.#shown, thing];
    for (const watcher of this.#watchers) watcher();
    this.changed();
  }

  hide(thing: T): void {
    this.#shown = this.#shown.filter(other => other !== thing);
    for (const watcher of this.#watchers) watcher();
  }

  /** Calls the listener whenever something has appeared or disappeared. */
  watch(watcher: () => void): { dispose(): void } {
    this.#watchers.add(watcher);
    return { dispose: () => void this.#watchers.delete(watcher) };
  }

  /** Call it when one of the things has changed. */
  changed(): void {
    for (const waiter of [...this.#waiters]) {
      const found = this.#shown.find(waiter.isWanted);
      if (found !== undefined) waiter.found(found);
    }
  }

  clear(): void {
    this.#shown = [];
  }

  /** Resolves with the first match, as soon as there is one. */
  find(isWanted: (thing: T) => boolean, wanted: string): Promise<T> {
    const known = this.#shown.find(isWanted);
    if (known !== undefined) return Promise.resolve(known);
    return new Promise((resolve, reject) => {
      const waiter: Waiter<T> = {
        isWanted,
        found: thing => {
          clearTimeout(timer);
          this.#waiters.delete(waiter);
          resolve(thing);
        },
      };
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        const others = this.#shown.map(this.#describe).join('\n  ') || 'nothing';
        reject(new Error(`no ${this.#what} matches ${wanted}; there is\n  ${others}`));
      }, patienceMs);
      this.#waiters.add(waiter);
    });
  }
}

/** Returns whether a text contains a string or matches a pattern. */
export function fits(text: string | undefined, wanted: string | RegExp): boolean {
  if (text === undefined) return false;
  return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
}
