/** Frames that end with a line ending, which isn't part of the frame. An empty line is a frame. */
import type { EndpointConfig, LineFraming } from '../../endpointConfig.ts';
import { TextError } from '../../phrase.ts';
import { type EncodedFrame, encodedFrame } from '../encodedFrame.ts';
import { FrameAssembly } from '../frameAssembly.ts';
import type { Frame, FrameDecoder, FrameEncoder, FramingKind } from '../framing.ts';
import { endsWith } from '../sequenceSearch.ts';
import { DelimiterDecoder } from './delimiter.ts';
import { EndedFrames, endedBy, type FrameEnds } from './endedFrames.ts';

const lf = 10;
const cr = 13;
const endings = { lf: Uint8Array.of(lf), crlf: Uint8Array.of(cr, lf), cr: Uint8Array.of(cr) };

/** With `any`, a line without an ending gets the endpoint's `lineEnding` or, by default, LF. */
export function line({ line: ending }: LineFraming, lineEnding: EndpointConfig['lineEnding'] = 'lf'): FramingKind {
  const added = ending !== 'any' ? ending : lineEnding === 'none' ? 'lf' : lineEnding;
  const decoder = (maxFrameBytes: number): FrameDecoder =>
    ending === 'any' ? new AnyLineDecoder(maxFrameBytes) : new DelimiterDecoder(endings[added], maxFrameBytes);
  const lines = ending === 'any' ? endedByAny(decoder) : endedBy(endings[ending], decoder);
  return { decoder, encoder: () => new LineEncoder(lines, endings[added], ending === 'any') };
}

function endedByAny(decoder: FrameEnds['decoder']): EndedFrames {
  return new EndedFrames({
    decoder,
    indexIn: firstEnding,
    lengthAt: (text, at) => (text[at] === cr && text[at + 1] === lf ? 2 : 1),
    lengthAtEnd: lastEndingLength,
  });
}

class LineEncoder implements FrameEncoder {
  readonly #lines: EndedFrames;
  readonly #ending: Uint8Array;
  readonly #isAny: boolean;
  /**
   * Set if, with `any`, the last line ended with a lone CR: an LF right after it would be read as part of that ending.
   */
  #afterCr = false;

  constructor(lines: EndedFrames, ending: Uint8Array, isAny: boolean) {
    this.#lines = lines;
    this.#ending = ending;
    this.#isAny = isAny;
  }

  encode(frame: Uint8Array): EncodedFrame {
    if (this.#lines.isSeveral(frame)) {
      throw new TextError(
        'the message contains a line ending, which would split it in two; remove it: line endings are added automatically',
      );
    }
    const isEmpty = frame.length === 0 || frame[0] === lf;
    const isEnded = this.content(frame).length < frame.length;
    const parts = isEmpty && this.#afterCr ? [endings.crlf] : isEnded ? [frame] : [frame, this.#ending];
    this.#afterCr = this.#isAny && parts.at(-1)?.at(-1) === cr;
    return encodedFrame(parts);
  }

  split(text: Uint8Array): Uint8Array[] {
    return this.#lines.split(text);
  }

  content(frame: Uint8Array): Uint8Array {
    return this.#lines.content(frame);
  }
}

/** Lines that end with LF, CRLF or CR, whichever comes first. */
class AnyLineDecoder implements FrameDecoder {
  readonly #assembly: FrameAssembly;
  /** Set if the last line ended with a CR at the end of its chunk: a following LF belongs to it. */
  #afterCr = false;

  constructor(maxFrameBytes: number) {
    this.#assembly = new FrameAssembly(maxFrameBytes);
  }

  push(chunk: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    if (chunk.length === 0) return frames;
    let start = this.#afterCr && chunk[0] === lf ? 1 : 0;
    this.#afterCr = false;
    // Each byte is searched for again only when its last position has been passed, so the chunk is read once, however
    // often the other byte occurs.
    let nextLf = indexOrEnd(chunk, lf, start);
    let nextCr = indexOrEnd(chunk, cr, start);
    for (let at = Math.min(nextLf, nextCr); at < chunk.length; at = Math.min(nextLf, nextCr)) {
      this.#assembly.append(chunk.subarray(start, at));
      this.#assembly.finish(frames);
      start = at === nextCr && chunk[at + 1] === lf ? at + 2 : at + 1;
      this.#afterCr = at === nextCr && at + 1 === chunk.length;
      if (nextLf < start) nextLf = indexOrEnd(chunk, lf, start);
      if (nextCr < start) nextCr = indexOrEnd(chunk, cr, start);
    }
    this.#assembly.append(chunk.subarray(start));
    this.#assembly.cutLong(frames);
    return frames;
  }

  get endsBefore(): number | undefined {
    return this.#afterCr ? lf : undefined;
  }

  deadline(): undefined {
    return undefined;
  }

  end(): Frame[] {
    this.#afterCr = false;
    return this.#assembly.rest();
  }

  get unfinishedBytes(): number {
    return this.#assembly.reservedBytes;
  }

  cut(): Frame[] {
    return this.#assembly.cut();
  }

  limitTo(maxFrameBytes: number): void {
    this.#assembly.limitTo(maxFrameBytes);
  }
}

function firstEnding(text: Uint8Array): number {
  const first = Math.min(indexOrEnd(text, lf, 0), indexOrEnd(text, cr, 0));
  return first < text.length ? first : -1;
}

function lastEndingLength(line: Uint8Array): number {
  if (endsWith(line, endings.crlf)) return 2;
  return line.at(-1) === lf || line.at(-1) === cr ? 1 : 0;
}

function indexOrEnd(chunk: Uint8Array, byte: number, from: number): number {
  const at = chunk.indexOf(byte, from);
  return at < 0 ? chunk.length : at;
}
