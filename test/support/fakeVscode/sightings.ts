/** Things that come into sight and go again; tests wait for the one that they mean. */

/** Longer than anything takes on a slow machine, shorter than a test may take: the error then says what was there instead. */
export const patienceMs = 25_000;

interface Waiter<T> {
  readonly isMeant: (thing: T) => boolean;
  readonly found: (thing: T) => void;
}

export class Sightings<T> {
  readonly #what: string;
  readonly #describe: (thing: T) => string;
  #shown: T[] = [];
  readonly #waiters = new Set<Waiter<T>>();

  /** `what` and `describe` are for errors. */
  constructor(what: string, describe: (thing: T) => string) {
    this.#what = what;
    this.#describe = describe;
  }

  get shown(): readonly T[] {
    return this.#shown;
  }

  show(thing: T): void {
    this.#shown = [...this.#shown, thing];
    this.changed();
  }

  hide(thing: T): void {
    this.#shown = this.#shown.filter(other => other !== thing);
  }

  /** One of them is not what it was. */
  changed(): void {
    for (const waiter of [...this.#waiters]) {
      const found = this.#shown.find(waiter.isMeant);
      if (found !== undefined) waiter.found(found);
    }
  }

  clear(): void {
    this.#shown = [];
  }

  /** The first that is meant, now or as soon as there is one. */
  find(isMeant: (thing: T) => boolean, wanted: string): Promise<T> {
    const known = this.#shown.find(isMeant);
    if (known !== undefined) return Promise.resolve(known);
    return new Promise((resolve, reject) => {
      const waiter: Waiter<T> = {
        isMeant,
        found: thing => {
          clearTimeout(timer);
          this.#waiters.delete(waiter);
          resolve(thing);
        },
      };
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        const others = this.#shown.map(this.#describe).join('\n  ') || 'nothing';
        reject(new Error(`no ${this.#what} is ${wanted}; there is\n  ${others}`));
      }, patienceMs);
      this.#waiters.add(waiter);
    });
  }
}

/** Whether a text contains a string, or matches a pattern. */
export function fits(text: string | undefined, wanted: string | RegExp): boolean {
  if (text === undefined) return false;
  return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
}
