/**
 * Frames that end with a fixed sequence of bytes, which isn't part of the frame. Two in a row enclose an empty frame.
 */
import { joinBytes } from '../../bytes/joinBytes.ts';
import type { DelimiterFraming } from '../../endpointConfig.ts';
import { TextError } from '../../phrase.ts';
import type { BegunFrame } from '../begunFrame.ts';
import { type EncodedFrame, encodedFrame } from '../encodedFrame.ts';
import { envelopeBytes } from '../envelopeBytes.ts';
import { FrameAssembly } from '../frameAssembly.ts';
import type { Frame, FrameDecoder, FrameEncoder, FramingKind } from '../framing.ts';
import { endsWith, SequenceSearch } from '../sequenceSearch.ts';
import { isDelimiterFree, markDelimiterFree } from './delimiterFree.ts';
import { type EndedFrames, endedBy } from './endedFrames.ts';

export function delimiter({ delimiter: given }: DelimiterFraming): FramingKind {
  const end = envelopeBytes(given);
  return {
    decoder: maxFrameBytes => new DelimiterDecoder(end, maxFrameBytes),
    encoder: () => new DelimiterEncoder(end),
  };
}

class DelimiterEncoder implements FrameEncoder {
  readonly #end: Uint8Array;
  readonly #frames: EndedFrames;

  constructor(end: Uint8Array) {
    this.#end = end;
    this.#frames = endedBy(end, maxFrameBytes => new DelimiterDecoder(end, maxFrameBytes));
  }

  encode(frame: Uint8Array): EncodedFrame {
    const isSeveral = !isDelimiterFree(this.#end, frame) && this.#frames.isSeveral(frame);
    if (isSeveral || this.#endsEarly(frame)) {
      throw new TextError(
        'the message contains the delimiter, which would end it early; remove it: the delimiter is added automatically',
      );
    }
    return encodedFrame(endsWith(frame, this.#end) ? [frame] : [frame, this.#end]);
  }

  split(text: Uint8Array): Uint8Array[] {
    return this.#frames.split(text);
  }

  content(frame: Uint8Array): Uint8Array {
    return this.#frames.content(frame);
  }

  /** Whether the end of the message and the start of the added delimiter form another one, as `a` and `aa` do. */
  #endsEarly(frame: Uint8Array): boolean {
    if (endsWith(frame, this.#end)) return false;
    const last = frame.subarray(-this.#end.length);
    return new SequenceSearch(this.#end).indexIn(joinBytes([last, this.#end])) < last.length;
  }
}

export class DelimiterDecoder implements FrameDecoder {
  readonly #end: Uint8Array;
  readonly #search: SequenceSearch;
  readonly #assembly: FrameAssembly;

  constructor(end: Uint8Array, maxFrameBytes: number) {
    this.#end = end;
    this.#search = new SequenceSearch(end);
    this.#assembly = new FrameAssembly(maxFrameBytes);
  }

  /** Returns the frame so far if it is contiguous, as long frames are. */
  get piece(): Uint8Array | undefined {
    return this.#assembly.piece;
  }

  push(chunk: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    let start = 0;
    for (let end = this.#search.endIn(chunk, 0); end >= 0; end = this.#search.endIn(chunk, end)) {
      this.#assembly.append(chunk.subarray(start, end));
      this.#assembly.finish(frames, this.#end.length);
      start = end;
    }
    this.#assembly.append(chunk.subarray(start));
    this.#assembly.cutLong(frames, Math.min(this.#assembly.length, this.#end.length - 1));
    for (const { bytes } of frames) markDelimiterFree(this.#end, bytes);
    return frames;
  }

  deadline(): undefined {
    return undefined;
  }

  end(): Frame[] {
    this.#search.reset();
    return this.#assembly.rest();
  }

  get begun(): BegunFrame | undefined {
    return this.#assembly.begun;
  }

  get unfinishedBytes(): number {
    return this.#assembly.reservedBytes;
  }

  cut(): Frame[] {
    return this.#assembly.cut(this.#end.length - 1);
  }

  limitTo(maxFrameBytes: number): void {
    this.#assembly.limitTo(maxFrameBytes);
  }
}
