/** Counts the bytes that `Uint8Array.set` copies. */

const prototype = Object.getPrototypeOf(Uint8Array.prototype);

/** Bytes copied while `work` runs. */
export function copiedBytes(work: () => void): number {
  let copied = 0;
  // Node's mocks keep a stack for each call: a thousand times slower.
  const { set } = prototype;
  prototype.set = function (this: Uint8Array, source: Uint8Array, at?: number) {
    copied += source.length;
    set.call(this, source, at);
  };
  try {
    work();
  } finally {
    prototype.set = set;
  }
  return copied;
}
