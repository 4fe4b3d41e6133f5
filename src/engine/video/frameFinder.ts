/**
 * Follows a peer's stream from its first bytes on: determines whether it is video, and where the next picture begins, so that viewing can
 * begin at any time. Until then, it only follows the lengths.
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
import { LengthPrefixedFrames } from './lengthPrefixedFrames.ts';
import { StreamPart } from './streamPart.ts';

/** The viewer of the video. */
export interface FrameSink {
  /** The format of the pictures is known now. */
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

export interface FrameFinderOptions {
  readonly maxFrameBytes: number;
  /** Its first bytes show that it is video. */
  readonly onRecognised?: (wire: VideoWire) => void;
  /** The same, but its first picture has this many bytes, more than a frame may have: nothing can be shown. */
  readonly onTooLong?: (bytes: number) => void;
}

export class FrameFinder {
  #maxFrameBytes: number;
  readonly #options: FrameFinderOptions;
  /** First bytes of the stream, kept until we know whether it is video. */
  readonly #first = new ChunkList();
  /** Number of its bytes that went elsewhere before viewing began. */
  #firstGone = 0;
  #wire: VideoWire | undefined;
  /** One of these two is set once the format is known. */
  #lengths: LengthPrefixedFrames | undefined;
  #decoder: MotionJpegDecoder | undefined;
  #sink: FrameSink | undefined;
  #isOver = false;
  #tooLong: number | undefined;
  /** The part of the stream that shows whether it is video, while it is still to come. */
  #later: StreamPart | undefined;

  constructor(options: FrameFinderOptions) {
    this.#maxFrameBytes = options.maxFrameBytes;
    this.#options = options;
  }

  /** It can no longer be determined. */
  get isOver(): boolean {
    return this.#isOver;
  }

  get wire(): VideoWire | undefined {
    return this.#wire;
  }

  /** Size of a picture that exceeds the largest frame, which ended the video. */
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

  /** Raises the largest picture. A lower limit would end video that is being shown, so it applies only to later connections. */
  raiseLimit(maxFrameBytes: number): void {
    if (maxFrameBytes <= this.#maxFrameBytes) return;
    this.#maxFrameBytes = maxFrameBytes;
    this.#lengths?.limitTo(maxFrameBytes);
    this.#decoder?.limitTo(maxFrameBytes);
  }

  /** A picture in this wire format begins here, whatever came before. */
  begin(wire: VideoWire): void {
    this.#wire = wire;
    this.#lengths = undefined;
    this.#decoder = undefined;
    this.#first.takeAll();
    this.#firstGone = 0;
    this.#later = undefined;
    if (wire.format === 'multipart') this.#decoder = new MotionJpegDecoder(this.#maxFrameBytes);
    else {
      this.#lengths = new LengthPrefixedFrames(wire.endian, this.#maxFrameBytes, {
        frame: bytes => this.#sink?.frame({ bytes }),
        broken: (rest, announced) => this.#break(rest, lengthReason(announced)),
      });
      this.#lengths.areWanted = this.#sink !== undefined;
    }
  }

  /** Passes the frames from the next one on to a sink. */
  show(sink: FrameSink): void {
    this.#sink = sink;
    this.#firstGone = this.#first.length;
    if (this.#lengths) this.#lengths.areWanted = true;
    if (this.#wire) sink.recognised(this.#wire);
  }

  /** Viewing has ended. Bytes received since, for which it isn't known yet whether they are video, belong to other readers. */
  hide(): Uint8Array {
    this.#sink = undefined;
    this.#lengths?.forget();
    const first = this.#first.takeAll();
    this.#first.append(first.subarray(0, this.#firstGone));
    return first.subarray(this.#firstGone);
  }

  /** The sink hasn't looked at this frame and won't: its memory may be reused. */
  giveBack(frame: Uint8Array): void {
    this.#lengths?.giveBack(frame);
  }

  /** Returns the bytes of an incomplete picture: the stream ended. */
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
    // An explicit request to view it overrides the guess.
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

  /** Possible lengths, whatever they are the lengths of. */
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

/** Why the decoder finds no more frames. A picture that is only damaged still begins as one. */
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
