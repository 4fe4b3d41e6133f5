/** Bytes that a message moves to the other thread. Copying megabytes would take too long. */

/** Values that carry such bytes, with their memory. */
const handedOver = new WeakMap<object, ArrayBuffer>();
/** Copying fewer bytes costs less than moving them. */
const leastBytes = 64 * 1024;

/** Marks bytes that aren't used anywhere else: if they are an argument or the result of a call, they are detached once it is posted. */
export function handOver(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return handOverIn(bytes, bytes);
}

/** Does the same for bytes in a value that is an argument or the result. */
export function handOverIn<Value extends object>(value: Value, bytes: Uint8Array<ArrayBuffer>): Value {
  if (bytes.length >= leastBytes && bytes.length === bytes.buffer.byteLength) handedOver.set(value, bytes.buffer);
  return value;
}

/** Returns the memory of marked values among the arguments or results of a message. */
export function memoryIn(values: readonly unknown[]): ArrayBuffer[] {
  return values.flatMap(value => (typeof value === 'object' && value !== null && handedOver.get(value)) || []);
}
