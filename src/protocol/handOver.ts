/** Bytes that a message moves to the other thread. Copying megabytes would take too long. */

const handedOver = new WeakSet<Uint8Array>();
/** Copying fewer bytes costs less than moving them. */
const leastBytes = 64 * 1024;

/** Marks bytes that aren't used anywhere else: if they are an argument or the result of a call, they are detached once it is posted. */
export function handOver(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (bytes.length >= leastBytes && bytes.length === bytes.buffer.byteLength) handedOver.add(bytes);
  return bytes;
}

/** Returns the memory of marked bytes among the arguments or results of a message. */
export function memoryIn(values: readonly unknown[]): ArrayBuffer[] {
  return values.flatMap(value =>
    value instanceof Uint8Array && handedOver.has(value) ? [value.buffer as ArrayBuffer] : [],
  );
}
