/** Bytes that a message moves to the other thread. Copying megabytes there would hold it up. */

const handedOver = new WeakSet<Uint8Array>();
/** Copying fewer bytes costs less than moving them. */
const leastBytes = 64 * 1024;

/** Marks bytes that are used nowhere else: where they are an argument of a call or its result, they are gone once it is posted. */
export function handOver(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (bytes.length >= leastBytes && bytes.length === bytes.buffer.byteLength) handedOver.add(bytes);
  return bytes;
}

/** The memory of marked bytes among the arguments or results of a message. */
export function memoryIn(values: readonly unknown[]): ArrayBuffer[] {
  return values.flatMap(value =>
    value instanceof Uint8Array && handedOver.has(value) ? [value.buffer as ArrayBuffer] : [],
  );
}
