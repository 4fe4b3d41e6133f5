/**
 * Follows a peer's stream from its first bytes on: whether it is video, and where in it the next picture begins, so that whoever wants to
 * see it may begin at any time. While nobody does, it goes by the lengths alone.
 */
import { ChunkList } from '../../core/framing/chunkList.ts';
import type { Frame } from '../../core/framing/framing.ts';
import { MotionJpegDecoder } from '../../core/video/motionJpeg.ts';
import { guessPrefix, recogniseVideo, recognitionBytes } from '../../core/video/recogniseVideo.ts';
import type { VideoWire } from '../../core/video/video.ts';
import { LengthFrames } from './lengthFrames.ts';

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
  /** One of these two, when it is known how it comes. */
  #lengths: LengthFrames | undefined;
  #decoder: MotionJpegDecoder | undefined;
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
    if (this.#lengths) this.#lengths.push(chunk);
    else if (this.#decoder) this.#decode(this.#decoder, chunk);
    else this.#recognise(chunk);
  }

  /** From here on a picture comes on this wire, whatever was before. */
  begin(wire: VideoWire): void {
    this.#wire = wire;
    this.#lengths = undefined;
    this.#decoder = undefined;
    this.#first.takeAll();
    this.#firstGone = 0;
    if (wire.format === 'multipart') this.#decoder = new MotionJpegDecoder(this.#maxFrameBytes);
    else {
      this.#lengths = new LengthFrames(wire.endian, this.#maxFrameBytes, {
        frame: bytes => this.#sink?.frame({ bytes }),
        broken: (rest, announced) => this.#break(rest, announced),
      });
      this.#lengths.areWanted = this.#sink !== undefined;
    }
  }

  /** Gives the frames from the next one on to a sink. */
  show(sink: FrameSink): void {
    this.#sink = sink;
    this.#firstGone = this.#first.length;
    if (this.#lengths) this.#lengths.areWanted = true;
    if (this.#wire) sink.recognised(this.#wire);
  }

  /** Nobody sees it any more. What came meanwhile of which nobody knows yet whether it is video belongs to others. */
  hide(): Uint8Array {
    this.#sink = undefined;
    this.#lengths?.forget();
    const first = this.#first.takeAll();
    this.#first.append(first.subarray(0, this.#firstGone));
    return first.subarray(this.#firstGone);
  }

  /** The sink has not looked at this frame, and won't: its memory may be another's. */
  giveBack(frame: Uint8Array): void {
    this.#lengths?.giveBack(frame);
  }

  /** Bytes of a picture that is not whole: the stream ended. */
  end(): number {
    if (this.#lengths) return this.#lengths.waiting;
    const rest = this.#decoder?.end() ?? [];
    return rest.reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  #recognise(chunk: Uint8Array): void {
    this.#first.append(chunk);
    const start = this.#first.peek(recognitionBytes);
    const found = recogniseVideo(start, this.#maxFrameBytes);
    if (found.is === 'needMore') return;
    // Who wants to see it knows better.
    const wire = found.is === 'video' ? found.wire : this.#sink && this.#guess(start);
    const bytes = this.#first.takeAll();
    if (!wire) {
      this.#break(bytes.subarray(this.#firstGone));
      return;
    }
    this.begin(wire);
    this.#sink?.recognised(wire);
    if (found.is === 'video' && found.isSure) this.#onRecognised?.(wire);
    this.push(bytes);
  }

  /** What could be lengths, whatever they are lengths of. */
  #guess(start: Uint8Array): VideoWire | undefined {
    const prefix = guessPrefix(start, this.#maxFrameBytes);
    return prefix && { format: 'length-prefixed', endian: prefix.endian };
  }

  #decode(decoder: MotionJpegDecoder, chunk: Uint8Array): void {
    for (const frame of decoder.push(chunk)) {
      if (this.#isOver) return;
      if (breaksOff(frame)) this.#break(frame.bytes, frame.announced);
      else this.#sink?.frame(frame);
    }
  }

  #break(rest: Uint8Array, announced?: bigint): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#sink?.over(rest, announced);
  }
}

/** The decoder finds no frames any more. A picture that is only damaged begins as one. */
function breaksOff({ bytes, flaw }: Frame): boolean {
  return flaw === 'brokenLength' || flaw === 'tooLong' || (flaw === 'malformed' && bytes[1] !== 0xd8);
}
