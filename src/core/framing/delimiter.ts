/** Frames that end with a fixed sequence of bytes, which is not part of the frame. Two in a row enclose an empty frame. */
import type { DelimiterFraming } from '../endpointConfig.ts';
import { TextError } from '../phrase.ts';
import { delimiterBytes } from './delimiterBytes.ts';
import { EndedFrames } from './endedFrames.ts';
import { FrameAssembly } from './frameAssembly.ts';
import type { Decoder, Encoder, Frame, FramingKind } from './framing.ts';

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
    this.#end = end;
    this.#frames = new EndedFrames({
      decoder: maxFrameBytes => new DelimiterDecoder(end, maxFrameBytes),
      lengthAt: () => end.length,
      canEndWith: byte => byte === end.at(-1),
    });
  }

  encode(frame: Uint8Array): Uint8Array[] {
    const isEnded = this.split(frame).length === 1 && this.content(frame).length < frame.length;
    return isEnded ? [frame] : [checked(frame, this.#end), this.#end];
  }

  split(text: Uint8Array): Uint8Array[] {
    return this.#frames.split(text);
  }

  content(frame: Uint8Array): Uint8Array {
    return this.#frames.content(frame);
  }
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

function checked(frame: Uint8Array, end: Uint8Array): Uint8Array {
  // With the delimiter behind it, since the message's last bytes may begin one: `a` and `aa` make an early end.
  const wire = new Uint8Array(frame.length + end.length);
  wire.set(frame);
  wire.set(end, frame.length);
  const [first] = new DelimiterDecoder(end, Number.MAX_SAFE_INTEGER).push(wire);
  if (first?.bytes.length === frame.length) return frame;
  throw new TextError(
    'the message contains the delimiter, which would end it early; leave it out, it is added when sent',
  );
}
