/** Consistent Overhead Byte Stuffing (Cheshire and Baker, 1999), each frame with a zero behind it. */
import { type ByteStuffing, stuffed, type Unstuffing } from './stuffed.ts';

/** The code of 254 bytes without a zero after them. */
const fullCode = 0xff;

const stuffing: ByteStuffing = {
  end: 0,
  encodedBytes: length => length + Math.floor(length / 254) + 1,
  encode(frame) {
    const wire = new Uint8Array(stuffing.encodedBytes(frame.length) + 1);
    let codeAt = 0;
    let at = 1;
    // A plain loop over indices: an iterator takes ten times as long, which matters in messages of megabytes.
    for (let index = 0; index < frame.length; index++) {
      const byte = frame[index] as number;
      if (byte !== 0) wire[at++] = byte;
      const code = at - codeAt;
      const isFull = code === fullCode && index < frame.length - 1;
      if (byte !== 0 && !isFull) continue;
      wire[codeAt] = code;
      codeAt = at++;
    }
    wire[codeAt] = at - codeAt;
    return wire.subarray(0, at + 1);
  },
  unstuffing: () => new CobsUnstuffing(),
};

class CobsUnstuffing implements Unstuffing {
  /** Bytes of the current block that are still to come. */
  #left = 0;
  /** A zero stands behind the block, unless the frame ends there. */
  #hasZero = false;

  get isComplete(): boolean {
    return this.#left === 0;
  }

  push(encoded: Uint8Array): Uint8Array | undefined {
    // A zero that was left over from the part before makes one more.
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

/** Byte by byte: blocks have at most 254 bytes, and most far fewer. Returns the place behind the last one. */
function copied(from: Uint8Array, start: number, end: number, to: Uint8Array, at: number): number {
  let place = at;
  for (let index = start; index < end; index++) to[place++] = from[index] as number;
  return place;
}

export const cobs = stuffed(stuffing);
