/** Limits the memory that the values of a pickle may take, counted as they are created. */

/** Twice the pickle's size, but at least 256 KiB for small ones, and never more than 4 MiB: nobody reads more. */
export function pickleRoom(sizeBytes: number): number {
  return Math.min(Math.max(2 * sizeBytes, 256 * 1024), 4 * 1024 * 1024);
}

/** V8's cost of each, including its place in a tree, rounded up. A slot counts twice, since arrays grow by half. */
export const costs = {
  slot: 16,
  collection: 160,
  object: 320,
  global: 64,
  float: 64,
  view: 224,
  /** Cost of an array that grows beyond its first items: it allocates room for 17. */
  growth: 17 * 8,
} as const;

export const growthSlots = 17;

export function textCost(lengthBytes: number): number {
  return 32 + 2 * lengthBytes;
}

export class PickleRoom {
  #left: number;
  /** Share that values leave to slots: a stack can't do without any, and a batch of values needs some at its end. */
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

  /** Takes this many bytes for a value, unless there are fewer. */
  pay(bytes: number): boolean {
    if (bytes > this.leftForValues) return false;
    this.#left -= bytes;
    return true;
  }

  /** Does the same for slots of the stack and of values popped from it, which can use everything that is left. */
  payForSlots(bytes: number): boolean {
    if (bytes > this.#left) return false;
    this.#left -= bytes;
    return true;
  }
}
