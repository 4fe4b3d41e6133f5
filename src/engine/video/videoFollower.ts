/**
 * Follows a peer's stream from its first bytes on: whether it is video, and where in it the next picture begins, so that whoever wants to
 * see it may begin at any time. While nobody does, it goes by the lengths alone.
 */
import { ChunkList } from '../../core/framing/chunkList.ts';
import type { Decoder, Frame } from '../../core/framing/framing.ts';
import { guessPrefix, recogniseVideo, recognitionBytes } from '../../core/video/recogniseVideo.ts';
import type { VideoWire } from '../../core/video/video.ts';
import { LengthPosition } from './lengthPosition.ts';
import { decoderFor, wireOf } from './wires.ts';

/** Who sees the video. */
export interface FrameSink {
  /** Now it is known how the pictures come. */
  recognised(wire: VideoWire): void;
  frame(frame: Frame): void;
  /** It is no video, or none any more: what came of the rest belongs to others. With the length that can't be one, where that is why. */
  over(rest: Uint8Array, announced?: bigint): void;
}

export interface VideoFollowerOptions {
  readonly maxFrameBytes: number;
  /** It is video, by its first bytes. */
  readonly onRecognised?: (wire: VideoWire) => void;
}

export class VideoFollower {
  readonly #maxFrameBytes: number;
  readonly #onRecognised: VideoFollowerOptions['onRecognised'];
  /** What it is told by. */
  readonly #first = new ChunkList();
  /** Bytes of it that went elsewhere, before anybody wanted to see it. */
  #firstGone = 0;
  #wire: VideoWire | undefined;
  /** Where lengths tell it. */
  #position: LengthPosition | undefined;
  #decoder: Decoder | undefined;
  /** Bytes up to the next picture, whose beginning nobody saw. */
  #skip = 0;
  #sink: FrameSink | undefined;
  #isOver = false;

  constructor({ maxFrameBytes, onRecognised }: VideoFollowerOptions) {
    this.#maxFrameBytes = maxFrameBytes;
    this.#onRecognised = onRecognised;
  }

  /** Nothing can be told any more. */
  get isOver(): boolean {
    return this.#isOver;
  }

  get wire(): VideoWire | undefined {
    return this.#wire;
  }

  push(chunk: Uint8Array): void {
    if (this.#isOver) return;
    if (this.#wire) this.#follow(chunk);
    else this.#recognise(chunk);
  }

  /** From here on a picture comes on this wire, whatever was before. */
  begin(wire: VideoWire): void {
    this.#wire = wire;
    this.#position =
      wire.format === 'length-prefixed' ? new LengthPosition(wire.endian, this.#maxFrameBytes) : undefined;
    this.#decoder = undefined;
    this.#skip = 0;
    if (this.#sink || !this.#position) this.#decoder = decoderFor(wire, this.#maxFrameBytes);
  }

  /** Gives the frames from the next one on to a sink. */
  show(sink: FrameSink): void {
    this.#sink = sink;
    this.#firstGone = this.#first.length;
    if (!this.#wire) return;
    sink.recognised(this.#wire);
    if (!this.#position) return;
    // Its header may have begun.
    this.#decoder = decoderFor(this.#wire, this.#maxFrameBytes);
    this.#decoder.push(this.#position.header, 0);
    this.#skip = this.#position.left;
  }

  /** Nobody sees it any more. */
  hide(): void {
    this.#sink = undefined;
    if (this.#position) this.#decoder = undefined;
  }

  /** Bytes of a picture that is not whole: the stream ended. */
  end(): number {
    const rest = this.#decoder?.end(0) ?? [];
    return rest.reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  #recognise(chunk: Uint8Array): void {
    this.#first.append(chunk);
    const start = this.#first.peek(recognitionBytes);
    const found = recogniseVideo(start, this.#maxFrameBytes);
    if (found.is === 'needMore') return;
    // Who wants to see it knows better.
    const wire = found.is === 'video' ? wireOf(found.format) : this.#sink && this.#guess(start);
    const bytes = this.#first.takeAll();
    if (!wire) {
      this.#break(bytes.subarray(this.#firstGone));
      return;
    }
    this.begin(wire);
    this.#sink?.recognised(wire);
    if (found.is === 'video' && found.isSure) this.#onRecognised?.(wire);
    this.#follow(bytes);
  }

  /** What could be lengths, whatever they are lengths of. */
  #guess(start: Uint8Array): VideoWire | undefined {
    const prefix = guessPrefix(start, this.#maxFrameBytes);
    return prefix && { format: 'length-prefixed', endian: prefix.endian };
  }

  #follow(chunk: Uint8Array): void {
    const mayGoOn = this.#position?.push(chunk) ?? true;
    const skipped = Math.min(this.#skip, chunk.length);
    this.#skip -= skipped;
    for (const frame of this.#decoder?.push(chunk.subarray(skipped), 0) ?? []) this.#deliver(frame);
    // Where nobody sees it, nobody was told.
    if (!mayGoOn) this.#break(new Uint8Array());
  }

  #deliver(frame: Frame): void {
    if (this.#isOver) return;
    if (breaksOff(frame)) this.#break(frame.bytes, frame.announced);
    else this.#sink?.frame(frame);
  }

  #break(rest: Uint8Array, announced?: bigint): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#decoder = undefined;
    this.#sink?.over(rest, announced);
  }
}

/** The decoder finds no frames any more. A picture that is only damaged begins as one. */
function breaksOff({ bytes, flaw }: Frame): boolean {
  return flaw === 'brokenLength' || flaw === 'tooLong' || (flaw === 'malformed' && bytes[1] !== 0xd8);
}
