/** SLIP (RFC 1055), each frame with an END on both sides, so that noise before it is a frame of its own. */

import { TextError } from '../phrase.ts';
import { type ByteStuffing, stuffed, type Unstuffing } from './stuffed.ts';

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
  unstuffing: () => new SlipUnstuffing(),
};

class SlipUnstuffing implements Unstuffing {
  /** The last byte was an escape: the next one completes it. */
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

export const slip = stuffed(stuffing);
