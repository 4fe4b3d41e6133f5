/** Frames that begin with their length, an unsigned integer. */
import type { LengthPrefixFraming } from '../endpointConfig.ts';
import { TextError } from '../phrase.ts';
import { ChunkList } from './chunkList.ts';
import { type EncodedFrame, encodedFrame } from './encodedFrame.ts';
import type { Frame, FrameDecoder, FramingKind } from './framing.ts';

type Layout = LengthPrefixFraming['lengthPrefix'];

export function lengthPrefix({ lengthPrefix: layout }: LengthPrefixFraming): FramingKind {
  return {
    decoder: maxFrameBytes => new LengthPrefixDecoder(layout, maxFrameBytes),
    encoder: () => ({ encode: frame => encode(frame, layout) }),
  };
}

class LengthPrefixDecoder implements FrameDecoder {
  readonly #layout: Layout;
  readonly #headerBytes: number;
  #maxFrameBytes: number;
  readonly #chunks: ChunkList;
  /** Size of the frame including its header, once that has been read. */
  #frameBytes: number | undefined;
  /** Set once the first bytes of the frame were delivered early; `#frameBytes` then counts only the rest. */
  #isCut = false;
  #broken = false;

  constructor(layout: Layout, maxFrameBytes: number) {
    this.#layout = layout;
    this.#headerBytes = (layout.offset ?? 0) + layout.bytes;
    this.#maxFrameBytes = maxFrameBytes;
    this.#chunks = new ChunkList(this.#headerBytes + maxFrameBytes);
  }

  get readsAreFrames(): boolean {
    return this.#broken;
  }

  push(chunk: Uint8Array): Frame[] {
    if (chunk.length === 0) return [];
    if (this.#broken) return [{ bytes: chunk }];
    this.#chunks.append(chunk);
    const frames: Frame[] = [];
    for (let frame = this.#next(); frame; frame = this.#next()) frames.push(frame);
    this.#chunks.compact();
    return frames;
  }

  deadline(): undefined {
    return undefined;
  }

  end(): Frame[] {
    if (this.#chunks.length === 0) return [];
    return [{ bytes: this.#chunks.takeAll(), flaw: 'unterminated' }];
  }

  get unfinishedBytes(): number {
    return this.#chunks.reservedBytes;
  }

  cut(): Frame[] {
    // A header alone isn't delivered as a piece.
    if (this.#frameBytes === undefined || this.#chunks.length <= this.#headerBytes) return [];
    this.#frameBytes -= this.#chunks.length;
    if (!this.#isCut && this.#layout.offset === undefined) this.#chunks.take(this.#headerBytes);
    this.#isCut = true;
    return [{ bytes: this.#chunks.takeAll(), flaw: 'cut' }];
  }

  limitTo(maxFrameBytes: number): void {
    this.#maxFrameBytes = maxFrameBytes;
  }

  #next(): Frame | undefined {
    if (this.#frameBytes === undefined) {
      if (this.#chunks.length < this.#headerBytes) return undefined;
      const announced = readLength(this.#chunks.peek(this.#headerBytes), this.#layout);
      const payload = this.#layout.includesHeader ? announced - BigInt(this.#headerBytes) : announced;
      if (payload < 0n || payload > BigInt(this.#maxFrameBytes)) return this.#breakOff(announced);
      this.#frameBytes = this.#headerBytes + Number(payload);
    }
    if (this.#chunks.length < this.#frameBytes) return undefined;
    if (this.#isCut) return this.#lastPiece(this.#frameBytes);
    const payloadBytes = this.#frameBytes - this.#headerBytes;
    const withHeader = this.#layout.offset !== undefined;
    const bytes = this.#chunks.take(withHeader ? this.#frameBytes : this.#headerBytes);
    this.#frameBytes = undefined;
    return { bytes: withHeader ? bytes : this.#chunks.take(payloadBytes) };
  }

  #lastPiece(bytes: number): Frame {
    this.#isCut = false;
    this.#frameBytes = undefined;
    return { bytes: this.#chunks.take(bytes), flaw: 'cut' };
  }

  #breakOff(announced: bigint): Frame {
    this.#broken = true;
    return { bytes: this.#chunks.takeAll(), flaw: 'brokenLength', announced };
  }
}

function encode(frame: Uint8Array, layout: Layout): EncodedFrame {
  if (layout.offset !== undefined) return encodedFrame([checked(frame, layout)]);
  const length = frame.length + (layout.includesHeader ? layout.bytes : 0);
  if (BigInt(length) >= 1n << BigInt(layout.bytes * 8)) {
    throw new TextError('the message of {0} bytes is too long for a {1}-byte length field', frame.length, layout.bytes);
  }
  const header = new Uint8Array(layout.bytes);
  for (let at = 0, rest = BigInt(length); at < layout.bytes; at++, rest >>= 8n) {
    header[layout.endian === 'little' ? at : layout.bytes - 1 - at] = Number(rest & 255n);
  }
  return encodedFrame([header, frame]);
}

/**
 * Returns a frame that contains its own header, as it does with an offset. @throws RangeError if the header is wrong.
 */
function checked(frame: Uint8Array, layout: Layout): Uint8Array {
  const headerBytes = (layout.offset ?? 0) + layout.bytes;
  if (frame.length < headerBytes) throw new TextError('the message must begin with its {0}-byte header', headerBytes);
  const right = frame.length - (layout.includesHeader ? 0 : headerBytes);
  const announced = readLength(frame, layout);
  if (announced === BigInt(right)) return frame;
  throw new TextError('the length field says {0}, but should say {1}', String(announced), right);
}

function readLength(header: Uint8Array, { bytes, endian, offset = 0 }: Layout): bigint {
  let length = 0n;
  for (let at = 0; at < bytes; at++) {
    length = (length << 8n) | BigInt(header[offset + (endian === 'little' ? bytes - 1 - at : at)] ?? 0);
  }
  return length;
}
