/**
 * Git's pkt-lines: 4 hex digits of length, which count themselves, and the content. `0000` (flush), `0001` (delimiter)
 * and `0002` (end of a response) have no content: these digits are the frame.
 */
import { hexDigit } from '../../bytes/hex.ts';
import { TextError } from '../../phrase.ts';
import { encodedFrame } from '../encodedFrame.ts';
import type { FramingKind } from '../framing.ts';
import { Head, type SizedFormat, sizedDecoder } from '../sizedScanner.ts';

const utf8 = new TextEncoder();
const digits = 4;
const lastSpecial = 2;
/** Git's own limit, below that of the digits. */
const maxContentBytes = 65_516;

export const pktLine: FramingKind = {
  decoder: maxFrameBytes => sizedDecoder(format, maxFrameBytes),
  encoder: () => ({
    encode: frame => {
      if (isSpecial(frame)) return encodedFrame([frame]);
      if (frame.length > maxContentBytes)
        throw new TextError(
          'the message of {0} bytes is too long for a pkt-line: {1} at most',
          frame.length,
          maxContentBytes,
        );
      const length = (frame.length + digits).toString(16).padStart(digits, '0');
      return encodedFrame([utf8.encode(length), frame]);
    },
  }),
};

/** Whether the message is the digits of a packet without content. */
function isSpecial(frame: Uint8Array): boolean {
  const last = (frame[digits - 1] ?? 0) - 0x30;
  return (
    frame.length === digits && frame.subarray(0, -1).every(byte => byte === 0x30) && last >= 0 && last <= lastSpecial
  );
}

class PktLineHead extends Head {
  #seen = 0;
  #value = 0;

  read(chunk: Uint8Array, from: number): number {
    let at = from;
    while (this.#seen < digits) {
      const byte = chunk[at];
      if (byte === undefined) return -1;
      const digit = hexDigit(byte);
      if (digit < 0) return this.breakOff(at, 'hexDigit');
      this.#value = this.#value * 16 + digit;
      this.#seen++;
      at++;
    }
    const value = this.#value;
    this.reset();
    if (value > lastSpecial && value < digits) return this.breakOff(at - 1, 'greaterLength', digits);
    const isEmpty = value <= lastSpecial;
    this.head = isEmpty ? 0 : digits;
    this.length = isEmpty ? 0 : value - digits;
    return at;
  }

  reset(): void {
    this.#seen = 0;
    this.#value = 0;
  }
}

const format: SizedFormat = { head: () => new PktLineHead(), envelopeBytes: digits };
