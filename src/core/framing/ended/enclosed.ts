/**
 * Frames between two fixed sequences of bytes, such as MLLP and STX/ETX. A frame whose end is missing ends where the
 * next one starts.
 */
import { formatHex } from '../../bytes/hex.ts';
import { isBlank } from '../../bytes/isBlank.ts';
import type { EnclosedFraming } from '../../endpointConfig.ts';
import { TextError } from '../../phrase.ts';
import type { EncodedFrame } from '../encodedFrame.ts';
import { envelopeBytes } from '../envelopeBytes.ts';
import { Scanner } from '../frameScanner.ts';
import type { FrameEncoder, FramingKind } from '../framing.ts';
import { ScannedDecoder } from '../scannedDecoder.ts';
import { SequenceSearch } from '../sequenceSearch.ts';
import { sequenceText } from '../sequenceText.ts';
import { isWhole } from '../wholeFrames.ts';

export function enclosed({ start: givenStart, end: givenEnd }: EnclosedFraming): FramingKind {
  const [start, end] = [envelopeBytes(givenStart), envelopeBytes(givenEnd)];
  const framing = `${formatHex(start)}, ${formatHex(end)}`;
  return {
    decoder: maxFrameBytes => new ScannedDecoder(new EnclosedScanner(start, end), maxFrameBytes, { framing }),
    encoder: () => new EnclosedEncoder(start, end, framing),
  };
}

class EnclosedEncoder implements FrameEncoder {
  readonly #start: Uint8Array;
  readonly #end: Uint8Array;
  readonly #framing: string;
  /** What the other side reads. */
  readonly #scanner: EnclosedScanner;

  constructor(start: Uint8Array, end: Uint8Array, framing: string) {
    this.#start = start;
    this.#end = end;
    this.#framing = framing;
    this.#scanner = new EnclosedScanner(start, end);
  }

  encode(frame: Uint8Array): EncodedFrame {
    const [start, end] = [this.#start, this.#end];
    if (!isWhole(this.#framing, frame) && !this.#isClear(frame))
      throw new TextError(
        'the message contains the bytes that start or end one ({0} or {1}), which are added automatically',
        sequenceText(start),
        sequenceText(end),
      );
    return { length: start.length + frame.length + end.length, parts: [start, frame, end] };
  }

  /** Whether the other side finds no start and no end in the content, nor across its borders. */
  #isClear(frame: Uint8Array): boolean {
    const scanner = this.#scanner;
    scanner.reset();
    scanner.next(this.#start, 0);
    if (scanner.next(frame, 0) >= 0) return false;
    return scanner.next(this.#end, 0) === this.#end.length && scanner.found === 'frame';
  }
}

/** Searches the whole stream for both sequences, so that each byte is read twice, however often they occur. */
class EnclosedScanner extends Scanner {
  readonly #start: Uint8Array;
  readonly #end: Uint8Array;
  readonly #starts: SequenceSearch;
  readonly #ends: SequenceSearch;
  /** Whether a start inside a frame begins another one: not if it is part of every end. */
  readonly #restarts: boolean;
  /** Number of bytes since the last start, or since the last end. */
  #bytes = 0;
  /** The chunk that is searched, and the offsets after the next start and end in it; -1 if there is none. */
  #chunk: Uint8Array | undefined;
  #nextStart = 0;
  #nextEnd = 0;

  constructor(start: Uint8Array, end: Uint8Array) {
    super();
    this.#start = start;
    this.#end = end;
    // An occurrence that isn't one here may share bytes with one that is.
    this.#starts = new SequenceSearch(start, true);
    this.#ends = new SequenceSearch(end, true);
    this.#restarts = new SequenceSearch(start).indexIn(end) < 0;
    this.reset();
  }

  next(chunk: Uint8Array, from: number): number {
    this.#search(chunk, from);
    return this.isInside ? this.#nextInside(chunk, from) : this.#nextBetween(chunk, from);
  }

  reset(): void {
    this.#starts.reset();
    this.#ends.reset();
    this.#chunk = undefined;
    this.#leave();
  }

  /** Moves both positions beyond an offset. */
  #search(chunk: Uint8Array, from: number): void {
    if (chunk !== this.#chunk || from === 0) {
      this.#chunk = chunk;
      this.#nextStart = this.#starts.endIn(chunk, 0);
      this.#nextEnd = this.#ends.endIn(chunk, 0);
    }
    while (this.#nextStart >= 0 && this.#nextStart <= from)
      this.#nextStart = this.#starts.endIn(chunk, this.#nextStart);
    while (this.#nextEnd >= 0 && this.#nextEnd <= from) this.#nextEnd = this.#ends.endIn(chunk, this.#nextEnd);
  }

  #nextInside(chunk: Uint8Array, from: number): number {
    for (;;) {
      const [start, end] = [this.#restarts ? this.#nextStart : -1, this.#nextEnd];
      if (start < 0 && end < 0) return this.#goOn(chunk, from);
      const isEnd = end >= 0 && (start < 0 || end <= start);
      const at = isEnd ? end : start;
      const sequence = isEnd ? this.#end : this.#start;
      // A sequence can't begin before the content does.
      if (this.#bytes + at - from < sequence.length) {
        this.#search(chunk, at);
        continue;
      }
      this.tail = sequence.length;
      this.found = isEnd ? 'frame' : 'restart';
      if (isEnd) this.#leave();
      else {
        this.expected = 'trailer';
        this.#bytes = 0;
      }
      return at;
    }
  }

  #nextBetween(chunk: Uint8Array, from: number): number {
    if (this.#bytes === 0) {
      const blanks = this.#blanksTo(chunk, from);
      if (blanks > from) {
        this.found = 'gap';
        return blanks;
      }
    }
    for (let at = this.#nextStart; at >= 0; at = this.#nextStart) {
      if (this.#bytes + at - from >= this.#start.length) {
        this.found = this.#bytes + at - from === this.#start.length ? 'gap' : 'noise';
        this.tail = this.#start.length;
        this.#enter();
        return at;
      }
      this.#search(chunk, at);
    }
    return this.#goOn(chunk, from);
  }

  /** Returns the offset of the first byte that isn't blank or may belong to a start. */
  #blanksTo(chunk: Uint8Array, from: number): number {
    let at = from;
    while (at < chunk.length && isBlank(chunk[at] as number) && !this.#start.includes(chunk[at] as number)) at++;
    return at;
  }

  /**
   * Nothing ends in the rest of the chunk. The other sequence isn't searched to its end: it matters only after the next
   * start or end, which is in a later chunk.
   */
  #goOn(chunk: Uint8Array, from: number): number {
    this.#chunk = undefined;
    this.#bytes += chunk.length - from;
    return -1;
  }

  #enter(): void {
    this.isInside = true;
    this.#bytes = 0;
    this.isNoise = false;
    this.uncertain = Math.max(this.#end.length, this.#restarts ? this.#start.length : 0) - 1;
  }

  #leave(): void {
    this.isInside = false;
    this.#bytes = 0;
    this.isNoise = true;
    this.uncertain = this.#start.length - 1;
  }
}
