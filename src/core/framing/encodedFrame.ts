/** The wire bytes of a frame. */
export interface EncodedFrame {
  /** Number of bytes. */
  readonly length: number;
  /** The bytes in order, to be iterated only once: a long frame may be encoded in parts while it is sent. */
  readonly parts: Iterable<Uint8Array>;
}

/** Returns a frame whose wire bytes are these parts. */
export function encodedFrame(parts: readonly Uint8Array[]): EncodedFrame {
  let length = 0;
  for (const part of parts) length += part.length;
  return { length, parts };
}
