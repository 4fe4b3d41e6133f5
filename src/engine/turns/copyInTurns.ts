/** Copies bytes a piece at a time, giving others a turn in between: touching new memory takes far longer than copying. */
import { setImmediate as nextTurn } from 'node:timers/promises';

const pieceBytes = 1024 * 1024;

/** Returns the concatenation of the parts, which must not change meanwhile; rejects with the signal's reason. */
export async function joinInTurns(
  parts: readonly Uint8Array[],
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  let turnEnd = pieceBytes;
  for (const part of parts) {
    for (let from = 0; from < part.length; ) {
      if (at === turnEnd) {
        await nextTurn();
        signal?.throwIfAborted();
        turnEnd += pieceBytes;
      }
      const piece = part.subarray(from, from + turnEnd - at);
      joined.set(piece, at);
      at += piece.length;
      from += piece.length;
    }
  }
  return joined;
}

/** Returns a copy of the bytes. Same as `joinInTurns` for a single part. */
export function copyInTurns(bytes: Uint8Array, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  return joinInTurns([bytes], signal);
}
