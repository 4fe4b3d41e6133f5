/** Keeps the bytes of frames whose ends a scanner finds. Frames within one chunk are views of it. */
import { isBlank } from '../bytes/isBlank.ts';
import type { BegunFrame, MissingPart } from './begunFrame.ts';
import { FrameAssembly } from './frameAssembly.ts';
import type { FrameScanner } from './frameScanner.ts';
import type { Frame, FrameDecoder } from './framing.ts';
import { markWhole } from './wholeFrames.ts';

export interface ScannedFraming {
  /** The most that a scanner's `head` and `tail` can be. */
  readonly envelopeBytes?: number;
  /** Identifies the framing if its encoder reads messages, except for those that are known to be whole. */
  readonly framing?: unknown;
}

export class ScannedDecoder implements FrameDecoder, BegunFrame {
  readonly #scanner: FrameScanner;
  readonly #assembly: FrameAssembly;
  #maxFrameBytes: number;
  readonly #framing: unknown;
  /** Set once nothing can be told apart any more. */
  #isOver = false;
  #ordinal = 0;

  constructor(scanner: FrameScanner, maxFrameBytes: number, { envelopeBytes = 0, framing }: ScannedFraming = {}) {
    this.#framing = framing;
    this.#scanner = scanner;
    this.#assembly = new FrameAssembly(maxFrameBytes, envelopeBytes);
    this.#maxFrameBytes = maxFrameBytes;
  }

  get readsAreFrames(): boolean {
    return this.#isOver;
  }

  push(chunk: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    if (this.#isOver && chunk.length > 0) frames.push({ bytes: chunk });
    if (this.#isOver || chunk.length === 0) return frames;
    let start = 0;
    for (let end = this.#scanner.next(chunk, 0); end >= 0; end = this.#scanner.next(chunk, end)) {
      this.#take(chunk, start, end, frames);
      if (this.#isOver) return frames;
      start = end;
    }
    this.#assembly.append(chunk.subarray(start));
    this.#cutLong(frames);
    if (this.#framing !== undefined) for (const { bytes, flaw } of frames) if (!flaw) markWhole(this.#framing, bytes);
    return frames;
  }

  deadline(): undefined {
    return undefined;
  }

  end(): Frame[] {
    const { isNoise, mayEnd } = this.#scanner;
    const rest = this.#assembly.rest();
    this.#ordinal++;
    this.#scanner.reset();
    if (isNoise) return asNoise(rest);
    return mayEnd ? rest.map(({ bytes }) => ({ bytes })) : rest;
  }

  /** Blanks and line ends between frames are never delivered, nor reported. */
  get begun(): BegunFrame | undefined {
    const { isInside, isNoise } = this.#scanner;
    if (this.#assembly.isEmpty) return isInside ? this : undefined;
    return isNoise && isBlankNoise(this.#assembly) ? undefined : this;
  }

  get ordinal(): number {
    return this.#ordinal;
  }

  get missing(): MissingPart {
    const { isNoise, isSized, length, left } = this.#scanner;
    if (length !== undefined) return left > 0 ? 'content' : 'trailer';
    if (isSized) return 'header';
    return isNoise ? 'start' : 'end';
  }

  get announced(): number | undefined {
    return this.#scanner.length;
  }

  get arrived(): number {
    const { length, left } = this.#scanner;
    return length === undefined ? this.#assembly.length : length - left;
  }

  peek(count: number): Uint8Array {
    return this.#assembly.peek(count);
  }

  get unfinishedBytes(): number {
    return this.#assembly.reservedBytes;
  }

  cut(): Frame[] {
    const { uncertain, isSized, head, isNoise } = this.#scanner;
    const frames = this.#assembly.cut(uncertain, isSized ? head : 0);
    return isNoise ? asNoise(frames) : frames;
  }

  limitTo(maxFrameBytes: number): void {
    this.#maxFrameBytes = maxFrameBytes;
    this.#scanner.limitTo(maxFrameBytes);
    this.#assembly.limitTo(maxFrameBytes);
  }

  /** Takes what the scanner has found between two offsets of a chunk, with what waits. */
  #take(chunk: Uint8Array, start: number, end: number, frames: Frame[]): void {
    const { found, head, tail, isSized } = this.#scanner;
    this.#ordinal++;
    const isWhole = this.#assembly.isEmpty;
    if (found === 'frame' && isWhole && (isSized || end - start - tail <= this.#maxFrameBytes)) {
      frames.push({ bytes: chunk.subarray(start + head, end - tail) });
      return;
    }
    if (found === 'gap' && isWhole) return;
    if (found === 'broken' || found === 'tooLarge') {
      this.#breakOff(chunk, start, frames);
      return;
    }
    this.#assembly.append(chunk.subarray(start, end));
    if (found === 'gap') this.#assembly.drop();
    else if (found === 'frame' && isSized) this.#assembly.finishSized(frames, head, tail);
    else if (found === 'frame') this.#assembly.finish(frames, tail);
    else this.#takeFlawed(frames);
  }

  #takeFlawed(frames: Frame[]): void {
    const { found, tail } = this.#scanner;
    const pieces: Frame[] = [];
    this.#assembly.finish(pieces, tail);
    if (found === 'noise') {
      frames.push(...asNoise(pieces));
      return;
    }
    const { bytes = new Uint8Array() } = pieces.pop() ?? {};
    frames.push(...pieces, found === 'restart' ? this.#broken(bytes, bytes.length) : { bytes, flaw: 'malformed' });
  }

  /** Delivers the rest of the chunk with what has begun. Nothing in it can be told apart. */
  #breakOff(chunk: Uint8Array, start: number, frames: Frame[]): void {
    const { found, isSized, brokenAt, announced } = this.#scanner;
    // Earlier bytes may be over the limit, however the chunk was cut.
    const before = isSized ? start : Math.max(start, brokenAt);
    this.#assembly.append(chunk.subarray(start, before));
    this.#cutLong(frames);
    const at = this.#assembly.length + brokenAt - before;
    this.#assembly.append(chunk.subarray(before));
    const rest: Frame[] = [];
    this.#assembly.finishSized(rest, 0, 0);
    const { bytes = new Uint8Array() } = rest[0] ?? {};
    this.#isOver = true;
    frames.push(found === 'tooLarge' ? { bytes, flaw: 'brokenLength', announced } : this.#broken(bytes, at));
  }

  /** `at` counts from the first byte that wasn't delivered as a piece before. */
  #broken(bytes: Uint8Array, at: number): Frame {
    const { found, expected = 'trailer', least } = this.#scanner;
    const place = { at: Math.max(0, at), expected };
    const more = least === undefined ? {} : { least };
    const broken = found === 'restart' ? { ...place, ...more, resumes: true as const } : { ...place, ...more };
    return { bytes, flaw: 'brokenEnvelope', broken };
  }

  /** A frame whose length is known isn't cut, since that is within the limit that it was checked against. */
  #cutLong(frames: Frame[]): void {
    const { isSized, uncertain, isNoise } = this.#scanner;
    if (!isNoise) {
      this.#assembly.cutLong(frames, isSized ? this.#assembly.length : Math.min(this.#assembly.length, uncertain));
      return;
    }
    const pieces: Frame[] = [];
    this.#assembly.cutLong(pieces, Math.min(this.#assembly.length, uncertain));
    frames.push(...asNoise(pieces));
  }
}

/** More blanks are unusual: they are dropped, except those that a start may begin with. */
const maxBlankBytes = 64;

function isBlankNoise(assembly: FrameAssembly): boolean {
  return assembly.length <= maxBlankBytes && areBlank(assembly.peek(maxBlankBytes));
}

function areBlank(bytes: Uint8Array): boolean {
  return bytes.every(byte => byte < 0x80 && isBlank(byte));
}

/** Blanks and line ends between frames aren't noise. */
function asNoise(frames: readonly Frame[]): Frame[] {
  return frames.filter(({ bytes }) => !areBlank(bytes)).map(({ bytes }) => ({ bytes, flaw: 'noise' }));
}
