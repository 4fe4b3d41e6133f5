/** Frames that end with a fixed sequence of bytes, which is not part of the frame. Two in a row enclose an empty frame. */
import { joinBytes } from '../bytes/joinBytes.ts';
import type { DelimiterFraming } from '../endpointConfig.ts';
import { TextError } from '../phrase.ts';
import { BytePattern } from '../search/bytePattern.ts';
import { delimiterBytes } from './delimiterBytes.ts';
import { EndedFrames } from './endedFrames.ts';
import { FrameAssembly } from './frameAssembly.ts';
import type { Decoder, Encoder, Frame, FramingKind } from './framing.ts';

const nothing = new Uint8Array();

export function delimiter({ delimiter: given }: DelimiterFraming): FramingKind {
  const end = delimiterBytes(given);
  return {
    decoder: maxFrameBytes => new DelimiterDecoder(end, maxFrameBytes),
    encoder: () => new DelimiterEncoder(end),
  };
}

class DelimiterEncoder implements Encoder {
  readonly #end: Uint8Array;
  readonly #frames: EndedFrames;

  constructor(end: Uint8Array) {
    const pattern = exactly(end);
    this.#end = end;
    this.#frames = new EndedFrames({
      decoder: maxFrameBytes => new DelimiterDecoder(end, maxFrameBytes),
      indexIn: text => pattern.indexIn(text, 0, () => true),
      lengthAt: () => end.length,
      canEndWith: byte => byte === end.at(-1),
    });
  }

  encode(frame: Uint8Array): Uint8Array[] {
    if (this.#frames.isSeveral(frame) || this.#endsEarly(frame)) {
      throw new TextError(
        'the message contains the delimiter, which would end it early; leave it out, it is added when sent',
      );
    }
    return this.content(frame).length < frame.length ? [frame] : [frame, this.#end];
  }

  split(text: Uint8Array): Uint8Array[] {
    return this.#frames.split(text);
  }

  content(frame: Uint8Array): Uint8Array {
    return this.#frames.content(frame);
  }

  /** Whether the message's last bytes begin a delimiter with the one behind them: `a` and `aa` make an early end. */
  #endsEarly(frame: Uint8Array): boolean {
    const last = this.content(frame).subarray(-this.#end.length);
    const joined = joinBytes([last, this.#end]);
    return this.content(joined).length < last.length;
  }
}

/** Finds these bytes in time that grows with the text alone. */
export function exactly(bytes: Uint8Array): BytePattern {
  return new BytePattern(Array.from(bytes, byte => [byte]));
}

export class DelimiterDecoder implements Decoder {
  readonly #end: Uint8Array;
  readonly #lastByte: number;
  readonly #assembly: FrameAssembly;
  /** The last bytes of the frame so far, fewer than the delimiter has: it may have begun in them. */
  #tail: Uint8Array = nothing;

  constructor(end: Uint8Array, maxFrameBytes: number) {
    this.#end = end;
    this.#lastByte = end[end.length - 1] ?? 0;
    this.#assembly = new FrameAssembly(maxFrameBytes);
  }

  /** The frame so far, where it waits in one piece, as long ones do. */
  get piece(): Uint8Array | undefined {
    return this.#assembly.piece;
  }

  push(chunk: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    let start = 0;
    for (let at = chunk.indexOf(this.#lastByte); at >= 0; at = chunk.indexOf(this.#lastByte, at + 1)) {
      if (!this.#endsAt(chunk, start, at)) continue;
      this.#assembly.append(chunk.subarray(start, at + 1));
      this.#assembly.finish(frames, this.#end.length);
      this.#tail = nothing;
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
    this.#tail = nothing;
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
