/** Splits text into frames that end with a line ending or a delimiter, which the text may already contain. */
import { TextError } from '../../phrase.ts';
import type { Frame, FrameDecoder } from '../framing.ts';
import { endsWith, SequenceSearch } from '../sequenceSearch.ts';

/** Maximum frames of a text: more would all be recorded and sent at once, blocking everything else. */
const maxFrames = 10_000;
/** Bytes that are split between two checks of the number of frames. */
const sliceBytes = 64 * 1024;

export interface FrameEnds {
  decoder(maxFrameBytes: number): FrameDecoder;
  /** Returns the offset of the first end in a text, or -1. */
  indexIn(text: Uint8Array): number;
  /** Returns the length of the end at this offset of a text. */
  lengthAt(text: Uint8Array, at: number): number;
  /** Returns the length of the end at the end of a frame, or 0 if there is none. */
  lengthAtEnd(frame: Uint8Array): number;
}

export class EndedFrames {
  readonly #ends: FrameEnds;

  constructor(ends: FrameEnds) {
    this.#ends = ends;
  }

  /**
   * Splits the text after each end. Anything after the last one is a frame without an end; an empty text is an empty frame.
   * @throws RangeError for a text with more frames than can be sent at once.
   */
  split(text: Uint8Array): Uint8Array[] {
    if (this.#ends.indexIn(text) < 0) return [text];
    const ended = this.#decode(text);
    const frames: Uint8Array[] = [];
    let start = 0;
    for (const { bytes } of ended) {
      const end = start + bytes.length;
      const next = end + this.#ends.lengthAt(text, end);
      frames.push(text.subarray(start, next));
      start = next;
    }
    if (start < text.length || text.length === 0) frames.push(text.subarray(start));
    return frames;
  }

  /** Returns a single frame without its end, if it has one. */
  content(frame: Uint8Array): Uint8Array {
    const length = this.#ends.lengthAtEnd(frame);
    return length === 0 ? frame : frame.subarray(0, frame.length - length);
  }

  /** Whether the frame contains an end before its last bytes. Doesn't split it into what may be millions of frames. */
  isSeveral(frame: Uint8Array): boolean {
    const end = this.#ends.indexIn(frame);
    return end >= 0 && end + this.#ends.lengthAt(frame, end) < frame.length;
  }

  /** Stops splitting a text that has too many frames. */
  #decode(text: Uint8Array): Frame[] {
    const decoder = this.#ends.decoder(Number.MAX_SAFE_INTEGER);
    const ended: Frame[] = [];
    for (let at = 0; at < text.length; at += sliceBytes) {
      ended.push(...decoder.push(text.subarray(at, at + sliceBytes), 0));
      if (ended.length > maxFrames)
        throw new TextError('the text has more than {0} messages; send it as a file', maxFrames);
    }
    return ended;
  }
}

/** Returns frames that end with these bytes. */
export function endedBy(end: Uint8Array, decoder: FrameEnds['decoder']): EndedFrames {
  const search = new SequenceSearch(end);
  return new EndedFrames({
    decoder,
    indexIn: text => search.indexIn(text),
    lengthAt: () => end.length,
    lengthAtEnd: frame => (endsWith(frame, end) ? end.length : 0),
  });
}
