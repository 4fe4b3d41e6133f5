/**
 * MySQL packets: 3 bytes of length, little-endian, a sequence number, which the length doesn't count, and the payload.
 * A frame is the sequence number and the payload.
 */
import { TextError } from '../phrase.ts';
import { encodedFrame } from './encodedFrame.ts';
import type { FramingKind } from './framing.ts';
import { Head, type SizedFormat, sizedDecoder } from './sizedScanner.ts';

const lengthBytes = 3;
const maxPayloadBytes = 0xffffff;

export const mysql: FramingKind = {
  decoder: maxFrameBytes => sizedDecoder(format, maxFrameBytes),
  encoder: () => ({
    encode: frame => {
      if (frame.length === 0) throw new TextError('the message must begin with its sequence number, 1 byte');
      const length = frame.length - 1;
      if (length > maxPayloadBytes)
        throw new TextError('the message of {0} bytes is too long for a {1}-byte length field', length, lengthBytes);
      return encodedFrame([Uint8Array.of(length & 0xff, (length >> 8) & 0xff, length >> 16), frame]);
    },
  }),
};

class PacketHead extends Head {
  #seen = 0;

  constructor() {
    super();
    this.head = lengthBytes;
  }

  read(chunk: Uint8Array, from: number): number {
    let at = from;
    while (this.#seen < lengthBytes) {
      const byte = chunk[at];
      if (byte === undefined) return -1;
      this.length = this.#seen === 0 ? byte + 1 : this.length + (byte << (8 * this.#seen));
      this.#seen++;
      at++;
    }
    this.#seen = 0;
    return at;
  }

  reset(): void {
    this.#seen = 0;
  }
}

const format: SizedFormat = { head: () => new PacketHead(), envelopeBytes: lengthBytes };
