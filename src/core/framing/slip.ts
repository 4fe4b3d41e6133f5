/** SLIP (RFC 1055), each frame with an END on both sides, so that noise before it is a frame of its own. */

import { TextError } from '../phrase.ts';
import { type ByteStuffing, stuffed } from './stuffed.ts';

const end = 0xc0;
const escapeByte = 0xdb;
const escapedEnd = 0xdc;
const escapedEscape = 0xdd;

const stuffing: ByteStuffing = {
  end,
  encodedBytes: length => 2 * length,
  encode(frame) {
    if (frame.length === 0) throw new TextError('SLIP has no empty frames: a receiver takes them for padding');
    let special = 0;
    for (let at = 0; at < frame.length; at++) if (isSpecial(frame[at] as number)) special++;
    const wire = new Uint8Array(frame.length + special + 2);
    let at = 0;
    wire[at++] = end;
    // Plain loops over indices: iterators take ten times as long, which matters in messages of megabytes.
    for (let from = 0; from < frame.length; from++) {
      const byte = frame[from] as number;
      if (isSpecial(byte)) {
        wire[at++] = escapeByte;
        wire[at++] = byte === end ? escapedEnd : escapedEscape;
      } else wire[at++] = byte;
    }
    wire[at] = end;
    return wire;
  },
  decode(encoded) {
    const bytes = new Uint8Array(encoded.length);
    let length = 0;
    for (let at = 0; at < encoded.length; at++) {
      let byte = encoded[at] as number;
      if (byte === escapeByte) {
        const code = encoded[++at];
        if (code !== escapedEnd && code !== escapedEscape) return undefined;
        byte = code === escapedEnd ? end : escapeByte;
      }
      bytes[length++] = byte;
    }
    return bytes.subarray(0, length);
  },
};

function isSpecial(byte: number): boolean {
  return byte === end || byte === escapeByte;
}

export const slip = stuffed(stuffing);
