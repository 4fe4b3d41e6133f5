/**
 * Memory that logs fill in turns. A segment returns its slabs when it leaves memory: allocating new memory for
 * everything received would take longer than copying it, and would make V8 collect garbage every few megabytes.
 */

export const slabBytes = 1024 * 1024;
/** As many as the largest usual segment returns at once. */
const maxFreeSlabs = 16;

export class SlabPool {
  readonly #free: Uint8Array[] = [];

  /** Number of slabs that wait to be taken again. */
  get free(): number {
    return this.#free.length;
  }

  /** Returns a slab, which may contain bytes of its last use. */
  take(): Uint8Array {
    return this.#free.pop() ?? new Uint8Array(slabBytes);
  }

  /** Takes a slab back, to which no view may be left: the next log overwrites it. */
  giveBack(slab: Uint8Array): void {
    if (this.#free.length < maxFreeSlabs) this.#free.push(slab);
  }
}

/** Shared by all logs, since they share the memory. */
export const logSlabs = new SlabPool();
