/** Frames that begin with a head that announces their length. */
import type { BrokenEnvelope, ExpectedPart } from './brokenEnvelope.ts';
import { Scanner } from './frameScanner.ts';
import type { FrameDecoder } from './framing.ts';
import { ScannedDecoder } from './scannedDecoder.ts';

/** Reads heads, one after another. */
export interface HeadReader {
  /**
   * Reads on from an offset of a chunk. Returns the offset after the head, or -1 if it goes on after the chunk, or if
   * `expected` is set.
   */
  read(chunk: Uint8Array, from: number): number;
  /** Number of bytes before the content: none if frames keep their head. */
  readonly head: number;
  /** Number of bytes that follow the head and belong to the frame. May exceed any limit. */
  readonly length: number;
  /** Number of bytes of content so far: those that follow, and what is before them if the frame keeps it. */
  readonly contentLength: number;
  /** Bytes that follow what the length counts, and how many of them don't belong to the content. */
  readonly trailer: Uint8Array;
  readonly tail: number;
  /** Whether the frame goes on after these bytes, with a part that has a head of its own. */
  readonly continues: boolean;
  /** Set if a byte can't be right: what was expected at `brokenAt`, an offset in the chunk. */
  readonly expected: ExpectedPart | undefined;
  readonly least: number | undefined;
  readonly brokenAt: number;
  /** All three, if a byte can't be right. */
  readonly broken: BrokenEnvelope | undefined;
  reset(): void;
}

const nothing = new Uint8Array();

/** Base of readers: by default, the content is what follows the head, without a trailer. */
export abstract class Head implements HeadReader {
  head = 0;
  length = 0;
  trailer = nothing;
  tail = 0;
  continues = false;
  expected: ExpectedPart | undefined;
  least: number | undefined;
  brokenAt = 0;

  get contentLength(): number {
    return this.length;
  }

  get broken(): BrokenEnvelope | undefined {
    const { expected, least, brokenAt: at } = this;
    return expected && { at, expected, ...(least !== undefined && { least }) };
  }

  abstract read(chunk: Uint8Array, from: number): number;
  abstract reset(): void;

  protected breakOff(at: number, expected: ExpectedPart, least?: number): -1 {
    this.brokenAt = at;
    this.expected = expected;
    this.least = least;
    return -1;
  }
}

export interface SizedFormat {
  head(): HeadReader;
  /** The most that heads and trailers that aren't content can have. */
  readonly envelopeBytes: number;
}

export function sizedDecoder({ head, envelopeBytes }: SizedFormat, maxFrameBytes: number): FrameDecoder {
  return new ScannedDecoder(new SizedScanner(head(), maxFrameBytes), maxFrameBytes, { envelopeBytes });
}

class SizedScanner extends Scanner {
  readonly #head: HeadReader;
  #maxFrameBytes: number;
  #trailerLeft = 0;

  constructor(head: HeadReader, maxFrameBytes: number) {
    super();
    this.#head = head;
    this.#maxFrameBytes = maxFrameBytes;
    this.isSized = true;
    this.uncertain = Number.POSITIVE_INFINITY;
  }

  next(chunk: Uint8Array, from: number): number {
    for (let start = from; ; ) {
      const at = this.length === undefined ? this.#readHead(chunk, start) : start;
      if (this.length === undefined) return at;
      const end = at + this.left;
      if (end > chunk.length) {
        this.left -= chunk.length - at;
        return -1;
      }
      this.left = 0;
      if (!this.#head.continues) return this.#trailerLeft > 0 ? this.#readTrailer(chunk, end) : this.#finish(end);
      this.#expectHead();
      start = end;
    }
  }

  override limitTo(maxFrameBytes: number): void {
    this.#maxFrameBytes = maxFrameBytes;
  }

  reset(): void {
    this.#head.reset();
    this.#finish(0);
  }

  /** Returns the offset after the head. If there is none, `length` remains undefined, and this is what `next` returns. */
  #readHead(chunk: Uint8Array, from: number): number {
    const head = this.#head;
    const at = head.read(chunk, from);
    if (head.expected) return this.breakOff(chunk, head.brokenAt, head.expected, head.least);
    if (at < 0) return -1;
    if (head.contentLength > this.#maxFrameBytes) return this.refuseLength(chunk, at, BigInt(head.contentLength));
    this.head = head.head;
    this.tail = head.tail;
    this.length = head.length;
    this.left = head.length;
    this.#trailerLeft = head.trailer.length;
    this.uncertain = 0;
    return at;
  }

  #expectHead(): void {
    this.length = undefined;
    this.left = 0;
    this.uncertain = Number.POSITIVE_INFINITY;
  }

  #readTrailer(chunk: Uint8Array, from: number): number {
    const { trailer, tail } = this.#head;
    for (let at = from; at < chunk.length; at++) {
      if (chunk[at] !== trailer[trailer.length - this.#trailerLeft]) return this.breakOff(chunk, at, 'trailer');
      if (--this.#trailerLeft === 0) return this.#finish(at + 1);
    }
    this.uncertain = Math.min(tail, trailer.length - this.#trailerLeft);
    return -1;
  }

  #finish(end: number): number {
    this.#expectHead();
    this.found = 'frame';
    return end;
  }
}
