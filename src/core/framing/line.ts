/** Frames that end with a line ending, which is not part of the frame. An empty line is a frame. */
import type { LineFraming } from '../endpointConfig.ts';
import { TextError } from '../phrase.ts';
import { DelimiterDecoder } from './delimiter.ts';
import { FrameAssembly } from './frameAssembly.ts';
import type { Decoder, Frame, FramingKind } from './framing.ts';

const lf = 10;
const cr = 13;
/** What is sent; `any` sends LF. */
const endings = { lf: [lf], crlf: [cr, lf], cr: [cr], any: [lf] } as const;

export function line({ line: ending }: LineFraming): FramingKind {
  const bytes = Uint8Array.from(endings[ending]);
  const decoder = (maxFrameBytes: number): Decoder =>
    ending === 'any' ? new AnyLineDecoder(maxFrameBytes) : new DelimiterDecoder(bytes, maxFrameBytes);
  return {
    decoder,
    encoder: () => ({
      encode: frame => {
        if (decoder(Number.MAX_SAFE_INTEGER).push(frame, 0).length === 0) return [frame, bytes];
        throw new TextError(
          'the message contains a line ending, which would make it two; leave it out, it is added when sent',
        );
      },
    }),
  };
}

/** Lines that end with LF, CRLF or CR, whatever comes first. */
class AnyLineDecoder implements Decoder {
  readonly #assembly: FrameAssembly;
  /** The last line ended with a CR at the end of its chunk: an LF that follows belongs to it. */
  #afterCr = false;

  constructor(maxFrameBytes: number) {
    this.#assembly = new FrameAssembly(maxFrameBytes);
  }

  push(chunk: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    if (chunk.length === 0) return frames;
    let start = this.#afterCr && chunk[0] === lf ? 1 : 0;
    this.#afterCr = false;
    // Each is looked for again only when it lies behind, so that the chunk is read once however many there are of the other.
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

  deadline(): undefined {
    return undefined;
  }

  end(): Frame[] {
    this.#afterCr = false;
    return this.#assembly.rest();
  }
}

function indexOrEnd(chunk: Uint8Array, byte: number, from: number): number {
  const at = chunk.indexOf(byte, from);
  return at < 0 ? chunk.length : at;
}
