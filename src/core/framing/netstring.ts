/** Netstrings: the length in decimal, a colon, the content and a comma, which the length doesn't count. */
import { maxDigits } from './decimalValue.ts';
import { encodedFrame } from './encodedFrame.ts';
import type { FramingKind } from './framing.ts';
import { Head, type SizedFormat, sizedDecoder } from './sizedScanner.ts';

const utf8 = new TextEncoder();
const colon = 0x3a;
const zero = 0x30;
const comma = Uint8Array.of(0x2c);

export const netstring: FramingKind = {
  decoder: maxFrameBytes => sizedDecoder(format, maxFrameBytes),
  encoder: () => ({
    encode: frame => encodedFrame([utf8.encode(`${frame.length}:`), frame, comma]),
  }),
};

class NetstringHead extends Head {
  override readonly trailer = comma;
  override readonly tail = comma.length;
  #digits = 0;

  read(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      const digit = byte - zero;
      if (byte === colon && this.#digits > 0) {
        this.head = this.#digits + 1;
        this.#digits = 0;
        return at + 1;
      }
      const isFirst = this.#digits === 0;
      if (digit < 0 || digit > 9) return this.breakOff(at, isFirst ? 'digit' : 'endOfLength');
      // The format allows no leading zeros.
      if (this.#digits === maxDigits || (!isFirst && this.length === 0)) return this.breakOff(at, 'endOfLength');
      this.length = isFirst ? digit : this.length * 10 + digit;
      this.#digits++;
    }
    return -1;
  }

  reset(): void {
    this.#digits = 0;
  }
}

const format: SizedFormat = { head: () => new NetstringHead(), envelopeBytes: maxDigits + 2 };
