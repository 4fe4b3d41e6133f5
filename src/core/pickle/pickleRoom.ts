/** How much memory what a pickle holds may take, counted as it is made. */

/** As much as twice the pickle's size, but up to 256 KiB for small ones, and never more than 4 MiB: nobody reads more. */
export function pickleRoom(sizeBytes: number): number {
  return Math.min(Math.max(2 * sizeBytes, 256 * 1024), 4 * 1024 * 1024);
}

/** What V8 takes for each, with its place in a tree, rounded up. A slot counts twice, since arrays grow by half. */
export const costs = {
  slot: 16,
  collection: 160,
  object: 320,
  global: 64,
  float: 64,
  view: 224,
  /** Of an array that grows beyond its first items: it makes place for 17. */
  growth: 17 * 8,
} as const;

export const growthSlots = 17;

export function textCost(lengthBytes: number): number {
  return 32 + 2 * lengthBytes;
}

export class PickleRoom {
  #left: number;
  /** Of it values leave so much to slots: a stack can do without none, and a batch of values needs some at its end. */
  readonly #reserved: number;

  constructor(bytes: number) {
    this.#left = bytes;
    this.#reserved = bytes / 4;
  }

  /** Bytes. */
  get left(): number {
    return this.#left;
  }

  /** Bytes that values may take. */
  get leftForValues(): number {
    return Math.max(this.#left - this.#reserved, 0);
  }

  /** Takes so many bytes for a value, unless there are fewer. */
  pay(bytes: number): boolean {
    if (bytes > this.leftForValues) return false;
    this.#left -= bytes;
    return true;
  }

  /** The same for slots, of the stack and for what was on it: all that is left is for them. */
  payForSlots(bytes: number): boolean {
    if (bytes > this.#left) return false;
    this.#left -= bytes;
    return true;
  }
}
