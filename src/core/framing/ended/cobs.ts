/** Consistent Overhead Byte Stuffing (Cheshire and Baker, 1999), with a zero after each frame. */
import { type ByteStuffing, stuffed, type Unstuffing } from './stuffed.ts';

/** Maximum number of bytes that a code covers, and the code for that number, which implies no zero. */
const maxBlockBytes = 254;
const fullCode = 0xff;

export const cobsStuffing: ByteStuffing = {
  end: 0,
  encodedBytes: length => length + Math.floor(length / maxBlockBytes) + 1,
  wireBytes: frame => frame.length + fullBlocksBeforeEnd(frame) + 2,
  *encode(frame, partBytes) {
    for (let from: number | undefined = 0; from !== undefined; ) {
      const { wire, next } = encodePart(frame, from, partBytes);
      yield wire;
      from = next;
    }
  },
  unstuffing: () => new CobsUnstuffing(),
};

/** Encodes whole blocks from an offset on, about `partBytes` of them. `next` is where the next part begins, if any. */
function encodePart(frame: Uint8Array, start: number, partBytes: number): { wire: Uint8Array; next?: number } {
  const most = Math.min(partBytes + fullCode, cobsStuffing.encodedBytes(frame.length - start));
  const wire = new Uint8Array(most + 1);
  let from = start;
  let at = 0;
  while (at < partBytes) {
    const codeAt = at++;
    const blockEnd = Math.min(from + maxBlockBytes, frame.length);
    // A plain loop over indices: an iterator takes ten times as long, which matters for messages of megabytes.
    while (from < blockEnd && frame[from] !== 0) wire[at++] = frame[from++] as number;
    wire[codeAt] = at - codeAt;
    // The zero that ends a block isn't written. Another block follows it, even if that is empty.
    if (from < blockEnd) from++;
    else if (from === frame.length) return { wire: wire.subarray(0, at + 1) };
  }
  return { wire: wire.subarray(0, at), next: from };
}

/**
 * Counts blocks of 254 bytes that don't end with a zero: their codes are additional bytes on the wire. Skips parts that
 * can't contain one.
 */
function fullBlocksBeforeEnd(frame: Uint8Array): number {
  let full = 0;
  for (let start = 0; start + maxBlockBytes < frame.length; ) {
    let at = start + maxBlockBytes - 1;
    while (at >= start && frame[at] !== 0) at--;
    if (at >= start) start = at + 1;
    else {
      const zero = frame.indexOf(0, start + maxBlockBytes);
      // The last block may be full, too.
      const runBytes = zero < 0 ? frame.length - 1 - start : zero - start;
      full += Math.floor(runBytes / maxBlockBytes);
      start += runBytes + 1;
    }
  }
  return full;
}

class CobsUnstuffing implements Unstuffing {
  /** Bytes of the current block that are still to arrive. */
  #left = 0;
  /** Whether a zero follows the block, unless the frame ends there. */
  #hasZero = false;

  get isComplete(): boolean {
    return this.#left === 0;
  }

  push(encoded: Uint8Array): Uint8Array | undefined {
    // A zero pending from the previous part adds one.
    const bytes = new Uint8Array(encoded.length + 1);
    let length = 0;
    for (let at = 0; at < encoded.length; ) {
      if (this.#left === 0) {
        if (this.#hasZero) bytes[length++] = 0;
        const code = encoded[at++] as number;
        this.#left = code - 1;
        this.#hasZero = code !== fullCode;
      }
      const end = Math.min(encoded.length, at + this.#left);
      length = copied(encoded, at, end, bytes, length);
      this.#left -= end - at;
      at = end;
    }
    return bytes.subarray(0, length);
  }
}

/** Copies byte by byte: blocks have at most 254 bytes, and most far fewer. Returns the offset after the last byte. */
function copied(from: Uint8Array, start: number, end: number, to: Uint8Array, at: number): number {
  let place = at;
  for (let index = start; index < end; index++) to[place++] = from[index] as number;
  return place;
}

export const cobs = stuffed(cobsStuffing);
