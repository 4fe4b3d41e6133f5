/** Frames that end with a line ending, which is not part of the frame. An empty line is a frame. */
import type { LineFraming } from '../endpointConfig.ts';
import { ChunkList } from './chunkList.ts';
import type { Decoder, Frame, FramingKind } from './framing.ts';

const lf = 10;
const cr = 13;

export function line({ line: ending }: LineFraming): FramingKind {
  return {
    decoder: maxFrameBytes => new LineDecoder(ending, maxFrameBytes),
    encoder: () => ({ encode: frame => encodeLine(frame, ending) }),
  };
}

class LineDecoder implements Decoder {
  readonly #ending: LineFraming['line'];
  readonly #maxFrameBytes: number;
  readonly #chunks = new ChunkList();
  /** CRLF: the last byte so far was a CR. Any: the last line ended with a CR, so an LF that follows belongs to it. */
  #afterCr = false;
  /** The line so far was over the limit, and its first pieces are delivered. */
  #cut = false;

  constructor(ending: LineFraming['line'], maxFrameBytes: number) {
    this.#ending = ending;
    this.#maxFrameBytes = maxFrameBytes;
  }

  push(chunk: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    let rest = this.#ending === 'any' && this.#afterCr && chunk[0] === lf ? chunk.subarray(1) : chunk;
    if (chunk.length > 0 && this.#ending === 'any') this.#afterCr = false;
    while (rest.length > 0) {
      const end = this.#endOfLine(rest);
      this.#chunks.append(end ? rest.subarray(0, end.at) : rest);
      if (end) this.#finishLine(frames, end.drop);
      else this.#cutLongLine(frames);
      rest = end ? rest.subarray(end.next) : rest.subarray(rest.length);
    }
    return frames;
  }

  deadline(): undefined {
    return undefined;
  }

  end(): Frame[] {
    this.#afterCr = false;
    if (this.#chunks.length === 0) return [];
    return [{ bytes: this.#chunks.takeAll(), flaw: 'unterminated' }];
  }

  /**
   * Where the line ends in these bytes: `at` bytes are appended, of which (with those before) the last `drop` belong to the ending,
   * and the next line begins at `next`.
   */
  #endOfLine(bytes: Uint8Array): { at: number; drop: number; next: number } | undefined {
    if (this.#ending === 'crlf') return this.#endOfCrlfLine(bytes);
    const at = this.#ending === 'any' ? firstOfEither(bytes) : bytes.indexOf(this.#ending === 'lf' ? lf : cr);
    if (at < 0) return undefined;
    if (this.#ending !== 'any' || bytes[at] === lf) return { at, drop: 0, next: at + 1 };
    this.#afterCr = at + 1 === bytes.length;
    return { at, drop: 0, next: bytes[at + 1] === lf ? at + 2 : at + 1 };
  }

  #endOfCrlfLine(bytes: Uint8Array): { at: number; drop: number; next: number } | undefined {
    for (let at = bytes.indexOf(lf); at >= 0; at = bytes.indexOf(lf, at + 1)) {
      if (at > 0 ? bytes[at - 1] === cr : this.#afterCr) {
        this.#afterCr = false;
        return { at, drop: 1, next: at + 1 };
      }
    }
    this.#afterCr = bytes[bytes.length - 1] === cr;
    return undefined;
  }

  #finishLine(frames: Frame[], drop: number): void {
    const length = this.#chunks.length - drop;
    this.#cutPieces(frames, length);
    const bytes = this.#chunks.take(this.#chunks.length - drop);
    this.#chunks.take(drop);
    frames.push(this.#cut ? { bytes, flaw: 'tooLong' } : { bytes });
    this.#cut = false;
  }

  /** One byte more is kept than the limit, since it may be the CR of the ending. */
  #cutLongLine(frames: Frame[]): void {
    this.#cutPieces(frames, this.#chunks.length - (this.#afterCr ? 1 : 0));
  }

  #cutPieces(frames: Frame[], length: number): void {
    for (let left = length; left > this.#maxFrameBytes; left -= this.#maxFrameBytes) {
      this.#cut = true;
      frames.push({ bytes: this.#chunks.take(this.#maxFrameBytes), flaw: 'tooLong' });
    }
  }
}

function firstOfEither(bytes: Uint8Array): number {
  const lfAt = bytes.indexOf(lf);
  const crAt = (lfAt < 0 ? bytes : bytes.subarray(0, lfAt)).indexOf(cr);
  return crAt < 0 ? lfAt : crAt;
}

const endings = { lf: [lf], crlf: [cr, lf], cr: [cr], any: [lf] } as const;

function encodeLine(frame: Uint8Array, ending: LineFraming['line']): Uint8Array[] {
  if (new LineDecoder(ending, Number.MAX_SAFE_INTEGER).push(frame).length > 0) {
    throw new RangeError(
      'the message contains a line ending, which would make it two; leave it out, it is added when sent',
    );
  }
  if (ending === 'crlf' && frame[frame.length - 1] === cr) return [frame, Uint8Array.from(endings.crlf)];
  return [frame, Uint8Array.from(endings[ending])];
}
