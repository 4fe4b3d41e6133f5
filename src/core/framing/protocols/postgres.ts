/**
 * PostgreSQL messages, in both directions: a type, a length that counts itself, and the rest. The first packets of a
 * client have no type; a server answers some of them with a single byte. Frames are whole messages.
 */
import { type EncodedFrame, encodedFrame } from '../encodedFrame.ts';
import type { FrameEncoder, FramingKind } from '../framing.ts';
import { encodeWithHead, KeptHead, keptHeadDecoder } from './keptHead.ts';

const lengthBytes = 4;
/** A packet without a type has a code after its length. */
const leastUntyped = 8;
/** Answers to a request for encryption: yes, no, and yes for GSSAPI. */
const answers = Array.from('SNG', answer => answer.charCodeAt(0));

export const postgres: FramingKind = {
  decoder: maxFrameBytes => keptHeadDecoder(() => new MessageHead(true), maxFrameBytes),
  encoder: () => new PostgresEncoder(),
};

class PostgresEncoder implements FrameEncoder {
  /** Whether only answers of one byte were sent before. */
  #isFirst = true;

  encode(frame: Uint8Array): EncodedFrame {
    if (this.#isFirst && frame.length === 1 && answers.includes(frame[0] as number)) return encodedFrame([frame]);
    const encoded = encodeWithHead(frame, new MessageHead(false));
    this.#isFirst = false;
    return encoded;
  }
}

class MessageHead extends KeptHead {
  /** Whether only answers of one byte came before. */
  #isFirst: boolean;
  #typeBytes = 0;
  #value = 0;

  constructor(isFirst: boolean) {
    super();
    this.#isFirst = isFirst;
  }

  override announcedFor(length: number): number {
    return length + lengthBytes;
  }

  override reset(): void {
    super.reset();
    this.#isFirst = true;
  }

  protected take(byte: number, index: number, at: number): boolean {
    if (index === 0 && this.#takeFirst(byte, at)) return true;
    if (index < this.#typeBytes) return false;
    this.#value = index === this.#typeBytes ? byte : this.#value * 256 + byte;
    if (index < this.#typeBytes + lengthBytes - 1) return false;
    const least = this.#typeBytes === 0 ? leastUntyped : lengthBytes;
    if (this.#value < least) this.breakOff(at, 'greaterLength', least);
    this.length = this.#value - lengthBytes;
    return true;
  }

  /** Returns whether the byte is a message. No length of a packet without a type has a first byte other than 0. */
  #takeFirst(byte: number, at: number): boolean {
    if (this.#isFirst && answers.includes(byte)) {
      this.length = 0;
      return true;
    }
    this.#isFirst = false;
    this.#typeBytes = byte === 0 ? 0 : 1;
    if (byte !== 0 && !isType(byte)) this.breakOff(at, 'messageType');
    return false;
  }
}

/** Types are letters and digits. */
function isType(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}
