/** Frees memory before a garbage collection, which an idle thread never has. */

/** Frees the buffer of these bytes, which must not be used afterwards: every view of it becomes empty. */
export function releaseBuffer({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}
