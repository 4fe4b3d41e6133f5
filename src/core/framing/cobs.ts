/** Consistent Overhead Byte Stuffing (Cheshire and Baker, 1999), each frame with a zero behind it. */
import { type ByteStuffing, stuffed } from './stuffed.ts';

/** The code of 254 bytes without a zero after them. */
const fullCode = 0xff;

const stuffing: ByteStuffing = {
  end: 0,
  encodedBytes: length => length + Math.floor(length / 254) + 1,
  encode(frame) {
    const wire = new Uint8Array(stuffing.encodedBytes(frame.length) + 1);
    let codeAt = 0;
    let at = 1;
    for (const [index, byte] of frame.entries()) {
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
  decode(encoded) {
    const bytes = new Uint8Array(encoded.length);
    let length = 0;
    for (let at = 0; at < encoded.length; ) {
      const code = encoded[at] ?? 0;
      const next = at + code;
      if (next > encoded.length) return undefined;
      bytes.set(encoded.subarray(at + 1, next), length);
      length += code - 1;
      if (code !== fullCode && next < encoded.length) bytes[length++] = 0;
      at = next;
    }
    return bytes.subarray(0, length);
  },
};

export const cobs = stuffed(stuffing);
