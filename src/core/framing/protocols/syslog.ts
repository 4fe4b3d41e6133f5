/**
 * Syslog messages over TCP (RFC 6587), in both forms, decided per message: a length in decimal, a space and the
 * message, or the message up to a line feed. Sends the first form, which can carry line feeds.
 */
import { maxDigits } from '../decimalValue.ts';
import { type EncodedFrame, encodedFrame } from '../encodedFrame.ts';
import { Scanner } from '../frameScanner.ts';
import type { FramingKind } from '../framing.ts';
import { ScannedDecoder } from '../scannedDecoder.ts';

const utf8 = new TextEncoder();
const lf = 10;
const space = 0x20;
const zero = 0x30;

export const syslog: FramingKind = {
  decoder: maxFrameBytes =>
    new ScannedDecoder(new SyslogScanner(maxFrameBytes), maxFrameBytes, { envelopeBytes: maxDigits + 1 }),
  encoder: () => ({ encode }),
};

/** An empty message is a line: lengths begin with a digit other than 0. */
function encode(frame: Uint8Array): EncodedFrame {
  if (frame.length === 0) return encodedFrame([Uint8Array.of(lf)]);
  return encodedFrame([utf8.encode(`${frame.length} `), frame]);
}

class SyslogScanner extends Scanner {
  #maxFrameBytes: number;
  #state: 'start' | 'digits' | 'counted' | 'line' = 'start';
  #digits = 0;
  /** Value of the digits. */
  #value = 0;

  constructor(maxFrameBytes: number) {
    super();
    this.#maxFrameBytes = maxFrameBytes;
  }

  next(chunk: Uint8Array, from: number): number {
    if (from === chunk.length) return -1;
    let at = from;
    if (this.#state === 'start') this.#enter(isDigit(chunk[from] as number) ? 'digits' : 'line');
    if (this.#state === 'digits') {
      at = this.#readDigits(chunk, from);
      if (at < 0) return -1;
      if (this.#digits > maxDigits) return this.breakOff(chunk, at, 'blank');
      if (this.isSized && this.#value > this.#maxFrameBytes) return this.refuseLength(chunk, at, BigInt(this.#value));
    }
    return this.#state === 'line' ? this.#readLine(chunk, at) : this.#readCounted(chunk, at);
  }

  override limitTo(maxFrameBytes: number): void {
    this.#maxFrameBytes = maxFrameBytes;
  }

  reset(): void {
    this.length = undefined;
    this.#enter('start');
  }

  #enter(state: 'start' | 'digits' | 'counted' | 'line'): void {
    this.#state = state;
    this.isSized = state === 'digits' || state === 'counted';
    this.uncertain = state === 'digits' ? Number.POSITIVE_INFINITY : 0;
    if (state === 'digits') {
      this.#digits = 0;
      this.#value = 0;
    }
  }

  /**
   * Returns the offset after the space, or of the first byte that makes this a line, or -1 if more digits may come. More
   * than the most digits are reported to the caller, with the offset of the last one.
   */
  #readDigits(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (isDigit(byte) && (byte !== zero || this.#digits > 0)) {
        this.#value = this.#value * 10 + byte - zero;
        if (++this.#digits > maxDigits) return at;
      } else {
        const isCounted = byte === space && this.#digits > 0;
        this.#enter(isCounted ? 'counted' : 'line');
        if (isCounted) {
          this.length = this.#value;
          this.left = this.#value;
        }
        return isCounted ? at + 1 : at;
      }
    }
    return -1;
  }

  #readCounted(chunk: Uint8Array, at: number): number {
    const end = at + this.left;
    this.head = this.#digits + 1;
    this.tail = 0;
    if (end <= chunk.length) return this.#finish(end);
    this.left -= chunk.length - at;
    return -1;
  }

  #readLine(chunk: Uint8Array, at: number): number {
    const end = chunk.indexOf(lf, at);
    this.head = 0;
    this.tail = 1;
    return end < 0 ? -1 : this.#finish(end + 1);
  }

  /** Keeps `isSized`, which says how the frame that has ended was delimited. */
  #finish(end: number): number {
    this.#state = 'start';
    this.length = undefined;
    this.left = 0;
    this.found = 'frame';
    return end;
  }
}

function isDigit(byte: number): boolean {
  return byte >= zero && byte <= zero + 9;
}
