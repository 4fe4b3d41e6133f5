/**
 * Frees the memory of reads from a socket when their bytes are written. Otherwise, only a full garbage collection does, and V8 runs one for
 * about every 20 MiB of such memory: fifty per GiB, which take a third of the time of receiving a file.
 */

/** Node shares memory among short buffers. */
const leastBytes = 4096;

export class OwnMemory {
  /** The last read whose first bytes were taken. */
  #begun: ArrayBufferLike | undefined;
  /** Reads of which everything was taken, from the first byte to the last: nothing else needs what may be in between. */
  readonly #whole = new WeakSet<ArrayBufferLike>();

  /** Called with bytes of reads, in their order. Nothing else may use them. */
  take({ buffer, byteOffset, length }: Uint8Array): void {
    if (byteOffset === 0) this.#begun = buffer;
    const isLast = byteOffset + length === buffer.byteLength;
    if (isLast && buffer === this.#begun && buffer.byteLength >= leastBytes) this.#whole.add(buffer);
  }

  /** Called when bytes that were taken aren't needed any more, in the same order: memory is freed with its last bytes. */
  free({ buffer, byteOffset, length }: Uint8Array): void {
    if (byteOffset + length < buffer.byteLength || !this.#whole.delete(buffer)) return;
    if (buffer instanceof ArrayBuffer) buffer.transfer(0);
  }
}
