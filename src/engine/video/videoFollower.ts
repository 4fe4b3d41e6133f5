/**
 * Follows a peer's stream from its first bytes on: whether it is video, and where in it the next picture begins, so that whoever wants to
 * see it may begin at any time. While nobody does, it goes by the lengths alone.
 */
import { ChunkList } from '../../core/framing/chunkList.ts';
import type { Frame } from '../../core/framing/framing.ts';
import { MotionJpegDecoder } from '../../core/video/motionJpeg.ts';
import {
  guessPrefix,
  maxPictureBytes,
  type Recognition,
  recogniseVideo,
  recognitionBytes,
} from '../../core/video/recogniseVideo.ts';
import type { VideoWire } from '../../core/video/video.ts';
import { LengthFrames } from './lengthFrames.ts';
import { StreamPart } from './streamPart.ts';

/** Who sees the video. */
export interface FrameSink {
  /** Now it is known how the pictures come. */
  recognised(wire: VideoWire): void;
  frame(frame: Frame): void;
  /** The stream isn't video, or no longer is: the remaining bytes belong to other readers. */
  over(rest: Uint8Array, reason: OverReason): void;
}

/** Why no pictures follow. `tooLong`: a picture exceeds the largest frame; it announces this many bytes. */
export type OverReason =
  | { readonly is: 'noVideo' }
  | { readonly is: 'brokenLength'; readonly announced: bigint }
  | { readonly is: 'tooLong'; readonly announced?: number };

export interface VideoFollowerOptions {
  readonly maxFrameBytes: number;
  /** It is video, by its first bytes. */
  readonly onRecognised?: (wire: VideoWire) => void;
  /** The same, but its first picture has this many bytes, which is more than a frame may have: nothing can be shown. */
  readonly onTooLong?: (bytes: number) => void;
}

export class VideoFollower {
  #maxFrameBytes: number;
  readonly #options: VideoFollowerOptions;
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
  #tooLong: number | undefined;
  /** The part of the stream that tells whether it is video, while it is still to come. */
  #later: StreamPart | undefined;

  constructor(options: VideoFollowerOptions) {
    this.#maxFrameBytes = options.maxFrameBytes;
    this.#options = options;
  }

  /** Nothing can be told any more. */
  get isOver(): boolean {
    return this.#isOver;
  }

  get wire(): VideoWire | undefined {
    return this.#wire;
  }

  /** Bytes of a picture that was longer than a frame may be, which is why it is over. */
  get tooLong(): number | undefined {
    return this.#tooLong;
  }

  push(chunk: Uint8Array): void {
    if (this.#isOver) return;
    if (this.#later?.push(chunk)) this.#later = undefined;
    if (this.#lengths) this.#lengths.push(chunk);
    else if (this.#decoder) this.#decode(this.#decoder, chunk);
    else this.#recognise(chunk);
  }

  /** Raises the largest picture. A lower limit would end video that is being shown, so it holds for later connections only. */
  raiseLimit(maxFrameBytes: number): void {
    if (maxFrameBytes <= this.#maxFrameBytes) return;
    this.#maxFrameBytes = maxFrameBytes;
    this.#lengths?.limitTo(maxFrameBytes);
    this.#decoder?.limitTo(maxFrameBytes);
  }

  /** From here on a picture comes on this wire, whatever was before. */
  begin(wire: VideoWire): void {
    this.#wire = wire;
    this.#lengths = undefined;
    this.#decoder = undefined;
    this.#first.takeAll();
    this.#firstGone = 0;
    this.#later = undefined;
    if (wire.format === 'multipart') this.#decoder = new MotionJpegDecoder(this.#maxFrameBytes);
    else {
      this.#lengths = new LengthFrames(wire.endian, this.#maxFrameBytes, {
        frame: bytes => this.#sink?.frame({ bytes }),
        broken: (rest, announced) => this.#break(rest, lengthReason(announced)),
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
    const wire = found.is === 'no' ? this.#sink && this.#guess(start) : found.wire;
    const bytes = this.#first.takeAll();
    if (!wire) {
      this.#break(bytes.subarray(this.#firstGone), { is: 'noVideo' });
      return;
    }
    this.begin(wire);
    this.#sink?.recognised(wire);
    this.#tell(found, wire);
    this.push(bytes);
  }

  #tell(found: Recognition, wire: VideoWire): void {
    const { onRecognised, onTooLong } = this.#options;
    if (found.is === 'later') {
      const { at, end, isPicture } = found;
      this.#later = new StreamPart(at, end, part => {
        if (isPicture(part)) onRecognised?.(wire);
      });
    } else if (found.is === 'video' && found.tooLong !== undefined) {
      // Viewers are notified when the video ends.
      if (!this.#sink) onTooLong?.(found.tooLong);
    } else if (found.is === 'video' && found.isSure) onRecognised?.(wire);
  }

  /** What could be lengths, whatever they are lengths of. */
  #guess(start: Uint8Array): VideoWire | undefined {
    const prefix = guessPrefix(start, this.#maxFrameBytes);
    return prefix && { format: 'length-prefixed', endian: prefix.endian };
  }

  #decode(decoder: MotionJpegDecoder, chunk: Uint8Array): void {
    for (const frame of decoder.push(chunk)) {
      if (this.#isOver) return;
      const reason = breakReason(frame);
      if (reason) this.#break(frame.bytes, reason);
      else this.#sink?.frame(frame);
    }
  }

  #break(rest: Uint8Array, reason: OverReason): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (reason.is === 'tooLong') this.#tooLong = reason.announced;
    this.#sink?.over(rest, reason);
  }
}

/** A length that no picture can have isn't one. */
function lengthReason(announced: bigint): OverReason {
  return announced <= BigInt(maxPictureBytes)
    ? { is: 'tooLong', announced: Number(announced) }
    : { is: 'brokenLength', announced };
}

/** Why the decoder finds no frames any more. A picture that is only damaged begins as one. */
function breakReason({ bytes, flaw, announced = 0n }: Frame): OverReason | undefined {
  switch (flaw) {
    case 'brokenLength':
      return lengthReason(announced);
    case 'tooLong':
      return { is: 'tooLong' };
    case 'malformed':
      return bytes[1] === 0xd8 ? undefined : { is: 'noVideo' };
    default:
      return undefined;
  }
}
