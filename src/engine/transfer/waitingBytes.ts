/**
 * Counts the bytes of all received files that wait in memory, for a disk or for a user: thousands of peers, each within
 * its own limits, could exhaust the memory.
 */

/** Beyond this many waiting bytes, each file may keep only `fewBytes`. */
const maxBytes = 256 * 1024 * 1024;
export const fewBytes = 64 * 1024;

export class WaitingBytes {
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  get areTooMany(): boolean {
    return this.#bytes > maxBytes;
  }

  add(bytes: number): void {
    this.#bytes += bytes;
  }

  remove(bytes: number): void {
    this.#bytes -= bytes;
  }
}

/** Shared by all endpoints, since they share the memory. */
export const allWaitingBytes = new WaitingBytes();
