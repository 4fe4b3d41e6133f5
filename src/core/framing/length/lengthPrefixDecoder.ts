/**
 * Decodes length-prefixed frames. Those that are complete in one chunk are views of it; the bytes of any other are
 * collected up to its end, and no further.
 */
import type { BegunFrame, MissingPart } from '../begunFrame.ts';
import type { BrokenEnvelope } from '../brokenEnvelope.ts';
import { ChunkList } from '../chunkList.ts';
import type { Frame, FrameDecoder } from '../framing.ts';
import { maxJsonHeaderBytes } from './jsonHeader.ts';
import type { LengthEnvelope, Prefix } from './lengthEnvelope.ts';

/** A frame whose length has been read. Offsets count from the first byte that is collected. */
type Begun =
  /** The JSON header is between `from` and `end`. */
  { readonly is: 'jsonHeader'; readonly from: number; readonly end: number } | Payload;

/**
 * Between `from` and `end`; `isCut` if its first bytes have already been delivered. `size` counts those, too.
 */
interface Payload {
  readonly is: 'payload';
  readonly from: number;
  readonly end: number;
  readonly size: number;
  readonly isCut: boolean;
}

/** Fewer bytes are collected whatever they are part of. */
const shortBytes = 512;

/** Why the frame that has begun can't be delivered. */
type Problem = Omit<Frame, 'bytes'>;

export class LengthPrefixDecoder implements FrameDecoder, BegunFrame {
  readonly #envelope: LengthEnvelope;
  #maxFrameBytes: number;
  readonly #chunks: ChunkList;
  #begun: Begun | undefined;
  /** Number of bytes to collect before anything can be decided, except that a length is broken. */
  #wanted: number;
  #isBroken = false;
  #ordinal = 0;

  constructor(envelope: LengthEnvelope, maxFrameBytes: number) {
    this.#envelope = envelope;
    this.#maxFrameBytes = maxFrameBytes;
    this.#wanted = envelope.minPrefixBytes;
    const { maxPrefixBytes, jsonHeaders, trailer } = envelope;
    this.#chunks = new ChunkList(
      maxPrefixBytes + (jsonHeaders ? maxJsonHeaderBytes : 0) + maxFrameBytes + trailer.length,
    );
  }

  get readsAreFrames(): boolean {
    return this.#isBroken;
  }

  push(chunk: Uint8Array): Frame[] {
    if (chunk.length === 0) return [];
    if (this.#isBroken) return [{ bytes: chunk }];
    const frames: Frame[] = [];
    for (let at = 0; at < chunk.length; ) {
      if (!this.#begun && this.#chunks.length === 0) at = this.#takeWhole(chunk, at, frames);
      if (at < chunk.length) at = this.#collect(chunk, at, frames);
    }
    this.#chunks.compact();
    return frames;
  }

  deadline(): undefined {
    return undefined;
  }

  end(): Frame[] {
    this.#setBegun(undefined);
    return this.#chunks.length === 0 ? [] : [{ bytes: this.#chunks.takeAll(), flaw: 'unterminated' }];
  }

  get begun(): BegunFrame | undefined {
    return this.#chunks.length === 0 ? undefined : this;
  }

  get ordinal(): number {
    return this.#ordinal;
  }

  get missing(): MissingPart {
    if (this.#begun?.is !== 'payload') return 'header';
    return this.#chunks.length < this.#begun.end ? 'content' : 'trailer';
  }

  get announced(): number | undefined {
    return this.#begun?.is === 'payload' ? this.#begun.size : undefined;
  }

  get arrived(): number {
    const { length } = this.#chunks;
    return this.#begun?.is === 'payload' ? this.#begun.size - Math.max(0, this.#begun.end - length) : length;
  }

  peek(count: number): Uint8Array {
    return this.#chunks.peek(count);
  }

  get unfinishedBytes(): number {
    return this.#chunks.reservedBytes;
  }

  cut(): Frame[] {
    const begun = this.#begun;
    if (begun?.is !== 'payload') return [];
    // At least one byte is left for the last piece, so that it isn't empty. A header alone isn't a piece.
    const end = Math.min(this.#chunks.length, begun.end - 1);
    if (end <= begun.from) return [];
    const bytes = this.#chunks.takeAll();
    // A copy, also of a Buffer, whose `slice` is a view.
    this.#chunks.append(new Uint8Array(bytes.subarray(end)));
    this.#setBegun({ ...begun, from: 0, end: begun.end - end, isCut: true });
    return [{ bytes: bytes.subarray(this.#deliveredFrom(begun.from), end), flaw: 'cut' }];
  }

  limitTo(maxFrameBytes: number): void {
    this.#maxFrameBytes = maxFrameBytes;
  }

  /**
   * Delivers the frames that are complete in a chunk, without copying or collecting anything. Returns the offset of the
   * first byte that isn't part of them.
   */
  #takeWhole(chunk: Uint8Array, start: number, frames: Frame[]): number {
    const { keepsHeader, trailer } = this.#envelope;
    for (let at = start; ; ) {
      const header = this.#wholeHeader(chunk, at);
      if (!header || header.size > this.#maxFrameBytes) return at;
      const from = at + header.bytes;
      const size = Number(header.size);
      const end = from + size;
      if (end + trailer.length > chunk.length) {
        this.#setBegun({ is: 'payload', from: header.bytes, end: end - at, size, isCut: false });
        return at;
      }
      if (this.#envelope.wrongTrailerByte(chunk, end) >= 0) return at;
      frames.push({ bytes: chunk.subarray(keepsHeader ? at : from, end) });
      at = end + trailer.length;
    }
  }

  /** Returns the header of a frame, with any JSON, if it is complete and valid. */
  #wholeHeader(chunk: Uint8Array, at: number): Prefix | undefined {
    const prefix = this.#envelope.readPrefix(chunk, at);
    if (!prefix || 'expected' in prefix) return undefined;
    const { jsonHeaders } = this.#envelope;
    if (!jsonHeaders) return prefix;
    const end = at + prefix.bytes + Number(prefix.size);
    if (prefix.size > maxJsonHeaderBytes || end > chunk.length) return undefined;
    const size = jsonHeaders.read(chunk.subarray(at + prefix.bytes, end));
    return typeof size === 'number' ? { bytes: end - at, size } : undefined;
  }

  /**
   * Collects the bytes that decide something next, or all if there are few: these are copied together. Returns the
   * offset of the next byte.
   */
  #collect(chunk: Uint8Array, start: number, frames: Frame[]): number {
    const isShort = chunk.length - start < shortBytes;
    const end = isShort
      ? chunk.length
      : Math.min(chunk.length, start + Math.max(1, this.#wanted - this.#chunks.length));
    this.#chunks.append(start === 0 && end === chunk.length ? chunk : chunk.subarray(start, end));
    if (this.#chunks.length < this.#wanted && (this.#begun || !this.#envelope.field.breaksEarly)) return end;
    const problem = this.#takeCollected(frames);
    if (!problem) return end;
    this.#isBroken = true;
    this.#setBegun(undefined);
    this.#chunks.append(chunk.subarray(end));
    frames.push({ bytes: this.#chunks.takeAll(), ...problem });
    return chunk.length;
  }

  /** Delivers the frames among the bytes that have been collected. */
  #takeCollected(frames: Frame[]): Problem | undefined {
    for (let left = this.#chunks.length; left > 0; ) {
      const problem = this.#advance(frames);
      if (problem || this.#chunks.length === left) return problem;
      const { piece } = this.#chunks;
      if (piece && !this.#begun) this.#chunks.take(this.#takeWhole(piece, 0, frames));
      left = this.#chunks.length;
    }
    return undefined;
  }

  #setBegun(begun: Begun | undefined): void {
    this.#begun = begun;
    if (!begun) this.#wanted = this.#envelope.minPrefixBytes;
    else this.#wanted = begun.is === 'payload' ? begun.end + this.#envelope.trailer.length : begun.end;
  }

  #advance(frames: Frame[]): Problem | undefined {
    if (!this.#begun) {
      const bytes = this.#chunks.piece ?? this.#chunks.peek(this.#envelope.maxPrefixBytes);
      const prefix = this.#envelope.readPrefix(bytes, 0);
      if (!prefix) return undefined;
      const problem = 'expected' in prefix ? broken(prefix) : this.#begin(prefix);
      if (problem) return problem;
    }
    if (this.#chunks.length < this.#wanted) return undefined;
    if (this.#begun?.is === 'jsonHeader') {
      const problem = this.#readJson(this.#begun);
      if (problem || this.#chunks.length < this.#wanted) return problem;
    }
    return this.#begun?.is === 'payload' ? this.#finish(this.#begun, frames) : undefined;
  }

  #begin({ bytes, size }: Prefix): Problem | undefined {
    if (!this.#envelope.jsonHeaders) return this.#beginPayload(bytes, size);
    if (size > maxJsonHeaderBytes)
      return broken({ at: this.#envelope.offset, expected: 'shorterJsonHeader', least: maxJsonHeaderBytes });
    this.#setBegun({ is: 'jsonHeader', from: bytes, end: bytes + Number(size) });
    return undefined;
  }

  #beginPayload(from: number, size: number | bigint): Problem | undefined {
    if (size > this.#maxFrameBytes) return { flaw: 'brokenLength', announced: BigInt(size) };
    this.#setBegun({ is: 'payload', from, end: from + Number(size), size: Number(size), isCut: false });
    return undefined;
  }

  #readJson({ from, end }: Begun): Problem | undefined {
    const header = (this.#chunks.piece ?? this.#chunks.peek(end)).subarray(from, end);
    const length = this.#envelope.jsonHeaders?.read(header) ?? 0;
    return typeof length === 'string' ? broken({ at: from, expected: length }) : this.#beginPayload(end, length);
  }

  /** Delivers the frame, all bytes of which have been collected. */
  #finish({ from, end, isCut }: Payload, frames: Frame[]): Problem | undefined {
    const start = this.#deliveredFrom(from);
    const { trailer } = this.#envelope;
    const wrong = trailer.length === 0 ? undefined : this.#wrongTrailer(end);
    if (wrong) return wrong;
    this.#chunks.take(start);
    const bytes = this.#chunks.take(end - start);
    this.#chunks.take(trailer.length);
    this.#setBegun(undefined);
    this.#ordinal++;
    frames.push(isCut ? { bytes, flaw: 'cut' } : { bytes });
    return undefined;
  }

  #wrongTrailer(end: number): Problem | undefined {
    const { trailer } = this.#envelope;
    const bytes = this.#chunks.peek(trailer.length, end);
    const wrongAt = this.#envelope.wrongTrailerByte(bytes, 0);
    return wrongAt < 0 ? undefined : broken({ at: end + wrongAt, expected: 'trailer' });
  }

  /** Returns where a delivered frame begins, given where its payload does. */
  #deliveredFrom(payload: number): number {
    return this.#envelope.keepsHeader ? 0 : payload;
  }
}

function broken(envelope: BrokenEnvelope): Problem {
  return { flaw: 'brokenEnvelope', broken: envelope };
}
