/**
 * Remembers long frames that a decoder has found whole: an echo isn't read again to check that the other side finds the
 * same, which could block for a tenth of a second. The decoder read them in as many steps as they took reads.
 */

/** Reading shorter frames takes less than a millisecond. */
const longBytes = 64 * 1024;

const framings = new WeakMap<Uint8Array, unknown>();

/** Remembers a frame if it is long. It must not change afterwards. `framing` is any value that identifies the framing. */
export function markWhole(framing: unknown, frame: Uint8Array): void {
  if (frame.length >= longBytes) framings.set(frame, framing);
}

/** Whether the frame is known to be whole in this framing. */
export function isWhole(framing: unknown, frame: Uint8Array): boolean {
  return frame.length >= longBytes && framings.has(frame) && framings.get(frame) === framing;
}
