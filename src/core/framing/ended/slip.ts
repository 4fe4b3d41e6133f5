/** SLIP (RFC 1055), with an END on both sides of each frame, so that preceding noise becomes a separate frame. */
import { TextError } from '../../phrase.ts';
import { type ByteStuffing, stuffed, type Unstuffing } from './stuffed.ts';

const end = 0xc0;
const escapeByte = 0xdb;
const escapedEnd = 0xdc;
const escapedEscape = 0xdd;

export const slipStuffing: ByteStuffing = {
  end,
  encodedBytes: length => 2 * length,
  wireBytes: frame => frame.length + specialsIn(frame) + 2,
  *encode(frame, partBytes) {
    if (frame.length === 0) throw new TextError('SLIP can’t carry empty messages: receivers treat them as padding');
    for (let from = 0; from < frame.length; from += partBytes) {
      const part = frame.subarray(from, from + partBytes);
      yield encodePart(part, from === 0, from + part.length === frame.length);
    }
  },
  unstuffing: () => new SlipUnstuffing(),
};

function encodePart(part: Uint8Array, isFirst: boolean, isLast: boolean): Uint8Array {
  const wire = new Uint8Array(part.length + specialsIn(part) + Number(isFirst) + Number(isLast));
  let at = 0;
  if (isFirst) wire[at++] = end;
  // Plain loops over indices: iterators take ten times as long, which matters for messages of megabytes.
  for (let from = 0; from < part.length; from++) {
    const byte = part[from] as number;
    if (isSpecial(byte)) {
      wire[at++] = escapeByte;
      wire[at++] = byte === end ? escapedEnd : escapedEscape;
    } else wire[at++] = byte;
  }
  if (isLast) wire[at] = end;
  return wire;
}

/** Counts the bytes to escape. Reads two bytes at a time, since even a long message is counted in one go. */
function specialsIn(bytes: Uint8Array): number {
  let count = 0;
  let at = 0;
  if (bytes.byteOffset % 2 === 1 && bytes.length > 0) count += specialsInPair[bytes[at++] as number] as number;
  const pairs = new Uint16Array(bytes.buffer, bytes.byteOffset + at, Math.floor((bytes.length - at) / 2));
  for (let index = 0; index < pairs.length; index++) count += specialsInPair[pairs[index] as number] as number;
  at += pairs.byteLength;
  if (at < bytes.length) count += specialsInPair[bytes[at] as number] as number;
  return count;
}

/** By pair of bytes: how many of them need an escape. A single byte is paired with zero, which needs none. */
const specialsInPair = new Uint8Array(0x10000);
for (const special of [end, escapeByte])
  for (let other = 0; other < 0x100; other++)
    for (const pair of [special | (other << 8), other | (special << 8)])
      specialsInPair[pair] = (specialsInPair[pair] ?? 0) + 1;

class SlipUnstuffing implements Unstuffing {
  /** Set if the last byte was an escape, which the next one completes. */
  #isEscaped = false;

  get isComplete(): boolean {
    return !this.#isEscaped;
  }

  push(encoded: Uint8Array): Uint8Array | undefined {
    const bytes = new Uint8Array(encoded.length);
    let length = 0;
    for (let at = 0; at < encoded.length; at++) {
      const byte = encoded[at] as number;
      if (this.#isEscaped) {
        if (byte !== escapedEnd && byte !== escapedEscape) return undefined;
        bytes[length++] = byte === escapedEnd ? end : escapeByte;
        this.#isEscaped = false;
      } else if (byte === escapeByte) this.#isEscaped = true;
      else bytes[length++] = byte;
    }
    return bytes.subarray(0, length);
  }
}

function isSpecial(byte: number): boolean {
  return byte === end || byte === escapeByte;
}

export const slip = stuffed(slipStuffing);
