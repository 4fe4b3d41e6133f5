/** A part of the log in memory that moves along with the entries that are read, in order. */
import type { IndexedEntry } from './entryIndex.ts';

const windowBytes = 1024 * 1024;

export interface LogSource {
  logBytes(segment: number, offset: number, length: number): Promise<Uint8Array>;
}

export class LogWindow {
  readonly #log: LogSource;
  #window: Uint8Array = new Uint8Array();
  #segment = -1;
  #offset = 0;

  constructor(log: LogSource) {
    this.#log = log;
  }

  /** Returns the carried bytes and the payload of an entry if they are in the window. If undefined, call `load`. */
  bytes({ segment, offset, carryIn, length }: IndexedEntry): Uint8Array | undefined {
    const from = offset - this.#offset;
    const to = from + carryIn + length;
    return segment === this.#segment && from >= 0 && to <= this.#window.length
      ? this.#window.subarray(from, to)
      : undefined;
  }

  /** Moves the window to an entry. @throws RangeError if it has been removed. */
  async load({ segment, offset, carryIn, length }: IndexedEntry): Promise<Uint8Array> {
    this.#window = await this.#log.logBytes(segment, offset, Math.max(windowBytes, carryIn + length));
    this.#segment = segment;
    this.#offset = offset;
    if (this.#window.length < carryIn + length) throw new RangeError(`segment ${segment} ends inside an entry`);
    return this.#window.subarray(0, carryIn + length);
  }
}
