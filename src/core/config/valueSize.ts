/** Measures untrusted values before anything else reads them: there may be any number, nested in any way. */

/** Minimum bytes of any value. */
const bytesOfValue = 16;
const bytesOfUnit = 2;

/**
 * Returns roughly how many bytes these values take, including nested ones; undefined once there are more than
 * `maxValues`. `onText` is called with each text among them.
 */
export function sizeOf(
  values: readonly unknown[],
  maxValues = Number.POSITIVE_INFINITY,
  onText: (text: string) => void = () => undefined,
): number | undefined {
  let bytes = 0;
  let count = 0;
  const left: unknown[] = [];
  const take = (more: readonly unknown[]) => {
    count += more.length;
    if (count <= maxValues) for (const one of more) left.push(one);
  };
  for (take(values); left.length > 0 && count <= maxValues; ) {
    const value = left.pop();
    bytes += bytesOfValue;
    if (typeof value === 'string') {
      bytes += bytesOfUnit * value.length;
      onText(value);
    } else if (ArrayBuffer.isView(value)) bytes += value.byteLength;
    else if (Array.isArray(value)) take(value);
    else if (typeof value === 'object' && value !== null) {
      const keys = Object.keys(value);
      if (count + keys.length > maxValues) return undefined;
      for (const key of keys) bytes += bytesOfUnit * key.length;
      take(Object.values(value));
    }
  }
  return count <= maxValues ? bytes : undefined;
}
