/**
 * AMQP 0-9-1 frames: a type, a channel, a length, the payload and an end byte that the length doesn't count. A
 * connection begins with `AMQP` and a version. Frames keep all of that.
 */
import type { FramingKind } from '../framing.ts';
import { encodeWithHead, KeptHead, keptHeadDecoder } from './keptHead.ts';

const preface = new TextEncoder().encode('AMQP');
const versionBytes = 4;
const headBytes = 7;
/** Where the length begins, after the type and the channel. */
const lengthAt = 3;
const endByte = Uint8Array.of(0xce);
const nothing = new Uint8Array();
/** Method, header, body and heartbeat. */
const types = [1, 2, 3, 8];

export const amqp: FramingKind = {
  decoder: maxFrameBytes => keptHeadDecoder(() => new AmqpHead(), maxFrameBytes),
  encoder: () => ({ encode: frame => encodeWithHead(frame, new AmqpHead()) }),
};

class AmqpHead extends KeptHead {
  #isPreface = false;

  protected take(byte: number, index: number, at: number): boolean {
    if (index === 0) this.#begin(byte, at);
    if (this.#isPreface) return this.#takePreface(byte, index, at);
    if (index === lengthAt) this.length = byte;
    if (index > lengthAt) this.length = this.length * 256 + byte;
    return index === headBytes - 1;
  }

  #begin(byte: number, at: number): void {
    this.#isPreface = byte === preface[0];
    this.length = this.#isPreface ? versionBytes : 0;
    this.trailer = this.#isPreface ? nothing : endByte;
    if (!this.#isPreface && !types.includes(byte)) this.breakOff(at, 'messageType');
  }

  #takePreface(byte: number, index: number, at: number): boolean {
    if (byte !== preface[index]) this.breakOff(at, 'preface');
    return index === preface.length - 1;
  }
}
