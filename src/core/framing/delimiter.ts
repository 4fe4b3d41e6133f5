/** Frames that end with a fixed sequence of bytes, which is not part of the frame. Two in a row enclose an empty frame. */
import type { DelimiterFraming } from '../endpointConfig.ts';
import { TextError } from '../phrase.ts';
import { BytePattern } from '../search/bytePattern.ts';
import { delimiterBytes } from './delimiterBytes.ts';
import { FrameAssembly } from './frameAssembly.ts';
import type { Decoder, Frame, FramingKind } from './framing.ts';

export function delimiter({ delimiter: given }: DelimiterFraming): FramingKind {
  const end = delimiterBytes(given);
  return {
    decoder: maxFrameBytes => new DelimiterDecoder(end, maxFrameBytes),
    encoder: () => {
      const pattern = new BytePattern(Array.from(end, byte => [byte]));
      return { encode: frame => [checked(frame, end, pattern), end] };
    },
  };
}

export class DelimiterDecoder implements Decoder {
  readonly #end: Uint8Array;
  readonly #lastByte: number;
  readonly #assembly: FrameAssembly;
  /** The last bytes of the frame so far, fewer than the delimiter has: it may have begun in them. */
  #tail: Uint8Array = new Uint8Array();

  constructor(end: Uint8Array, maxFrameBytes: number) {
    this.#end = end;
    this.#lastByte = end[end.length - 1] ?? 0;
    this.#assembly = new FrameAssembly(maxFrameBytes);
  }

  push(chunk: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    let start = 0;
    for (let at = chunk.indexOf(this.#lastByte); at >= 0; at = chunk.indexOf(this.#lastByte, at + 1)) {
      if (!this.#endsAt(chunk, start, at)) continue;
      this.#assembly.append(chunk.subarray(start, at + 1));
      this.#assembly.finish(frames, this.#end.length);
      this.#tail = new Uint8Array();
      start = at + 1;
    }
    const rest = chunk.subarray(start);
    this.#assembly.append(rest);
    this.#keepTail(rest);
    this.#assembly.cutLong(frames, Math.min(this.#assembly.length, this.#end.length - 1));
    return frames;
  }

  deadline(): undefined {
    return undefined;
  }

  end(): Frame[] {
    this.#tail = new Uint8Array();
    return this.#assembly.rest();
  }

  /** Whether the delimiter ends with the byte at `at`, none of it before the frame's first byte at `start`. */
  #endsAt(chunk: Uint8Array, start: number, at: number): boolean {
    for (let back = 1; back < this.#end.length; back++) {
      const place = at - back;
      const byte = place >= start ? chunk[place] : start === 0 ? this.#tail[this.#tail.length + place] : undefined;
      if (byte !== this.#end[this.#end.length - 1 - back]) return false;
    }
    return true;
  }

  #keepTail(rest: Uint8Array): void {
    const kept = this.#end.length - 1;
    if (kept === 0) return;
    if (rest.length >= kept) {
      this.#tail = rest.slice(rest.length - kept);
      return;
    }
    const tail = new Uint8Array(Math.min(kept, this.#tail.length + rest.length));
    tail.set(rest, tail.length - rest.length);
    const before = tail.length - rest.length;
    tail.set(this.#tail.subarray(this.#tail.length - before), 0);
    this.#tail = tail;
  }
}

function checked(frame: Uint8Array, end: Uint8Array, pattern: BytePattern): Uint8Array {
  // The message's last bytes may begin a delimiter with the one behind them: `a` and `aa` make an early end.
  const last = frame.subarray(Math.max(0, frame.length - end.length + 1));
  const joined = new Uint8Array(last.length + end.length);
  joined.set(last);
  joined.set(end, last.length);
  const indexIn = (bytes: Uint8Array) => pattern.indexIn(bytes, 0, () => true);
  if (indexIn(frame) < 0 && indexIn(joined) === last.length) return frame;
  throw new TextError(
    'the message contains the delimiter, which would end it early; leave it out, it is added when sent',
  );
}
