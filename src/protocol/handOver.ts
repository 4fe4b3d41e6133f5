/** Moves bytes to another thread with a message: copying megabytes would take too long. */

/** Values that contain such bytes, with the memory of these. */
const handedOver = new WeakMap<object, ArrayBuffer>();
/** Copying fewer bytes costs less than moving them. */
const leastBytes = 64 * 1024;

/** Marks bytes that aren't used elsewhere: as an argument or result of a call, they are detached when posted. */
export function handOver(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return handOverIn(bytes, bytes);
}

/** Does the same for bytes inside an argument or result. */
export function handOverIn<Value extends object>(value: Value, bytes: Uint8Array<ArrayBuffer>): Value {
  if (bytes.length >= leastBytes && bytes.length === bytes.buffer.byteLength) handedOver.set(value, bytes.buffer);
  return value;
}

/** Returns the memory of marked values among a message's arguments or results. */
export function memoryIn(values: readonly unknown[]): ArrayBuffer[] {
  return values.flatMap(value => (typeof value === 'object' && value !== null && handedOver.get(value)) || []);
}
