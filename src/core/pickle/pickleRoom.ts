/** Limits the memory for the values of a pickle, counted as they are created. */

/** Returns twice the pickle's size, at least 256 KiB for small ones and at most 4 MiB: no user reads more. */
export function pickleRoom(sizeBytes: number): number {
  return Math.min(Math.max(2 * sizeBytes, 256 * 1024), 4 * 1024 * 1024);
}

/** V8's cost of each value, including its place in a tree, rounded up. Slots count twice: arrays grow by half. */
export const costs = {
  slot: 16,
  collection: 160,
  object: 320,
  global: 64,
  float: 64,
  view: 224,
  /** Cost of an array that grows beyond its first items: V8 allocates room for 17. */
  growth: 17 * 8,
} as const;

export const growthSlots = 17;

export function textCost(lengthBytes: number): number {
  return 32 + 2 * lengthBytes;
}

export class PickleRoom {
  #left: number;
  /** Share kept for slots: the stack can't work without any, and a batch of values needs some at its end. */
  readonly #reserved: number;

  constructor(bytes: number) {
    this.#left = bytes;
    this.#reserved = bytes / 4;
  }

  /** Total in bytes. */
  get left(): number {
    return this.#left;
  }

  /** Bytes still available for values. */
  get leftForValues(): number {
    return Math.max(this.#left - this.#reserved, 0);
  }

  /** Takes this many bytes for a value. Returns false, without taking any, if fewer are left. */
  pay(bytes: number): boolean {
    if (bytes > this.leftForValues) return false;
    this.#left -= bytes;
    return true;
  }

  /** Does the same for slots of the stack and of values popped from it, which may use all that is left. */
  payForSlots(bytes: number): boolean {
    if (bytes > this.#left) return false;
    this.#left -= bytes;
    return true;
  }
}
