/**
 * Finds the frames of a video in a peer's stream, which it follows from the first byte on: it determines whether the
 * stream is video and where the next frame begins, so that viewing can begin at any time. Until then, it only follows
 * the lengths.
 */
import { ChunkList } from '../../core/framing/chunkList.ts';
import type { Frame } from '../../core/framing/framing.ts';
import { MotionJpegDecoder } from '../../core/video/motionJpeg.ts';
import {
  guessPrefix,
  maxPlausiblePictureBytes,
  type Recognition,
  recognitionBytes,
  recognizeVideo,
} from '../../core/video/recognizeVideo.ts';
import type { VideoWire } from '../../core/video/video.ts';
import { type FrameHolder, unfinishedFrames } from '../conversation/unfinishedFrames.ts';
import { LengthPrefixedFrames } from './lengthPrefixedFrames.ts';
import { StreamPart } from './streamPart.ts';

/** Findings in a chunk of the stream. */
export type StreamFinding =
  /** Wire format of the frames that follow. Their contents aren't known yet. */
  | { readonly is: 'wire'; readonly wire: VideoWire }
  /** The stream is certainly video; found once. */
  | { readonly is: 'video'; readonly wire: VideoWire }
  /** The stream is video, but its first picture has this many bytes, more than a frame may have: it can't be shown. */
  | { readonly is: 'largeVideo'; readonly bytes: number }
  /** A complete frame, while frames are wanted. */
  | { readonly is: 'frame'; readonly frame: Frame }
  /** The stream isn't video, or no longer is: `rest`, and what follows, belongs to other readers. Nothing else is found. */
  | { readonly is: 'end'; readonly rest: Uint8Array; readonly reason: EndReason };

/** Why no frames follow. `tooLong`: a picture exceeds the largest frame; it announces this many bytes. */
export type EndReason =
  | { readonly is: 'noVideo' }
  | { readonly is: 'brokenLength'; readonly announced: bigint }
  | { readonly is: 'tooLong'; readonly announced?: number };

const nothing: readonly StreamFinding[] = [];

export class FrameFinder implements FrameHolder {
  #maxFrameBytes: number;
  /** First bytes of the stream, kept until we know whether it is video. */
  readonly #first = new ChunkList();
  /** Number of those bytes that other readers got before viewing began. */
  #firstGone = 0;
  #wire: VideoWire | undefined;
  /** One of these two is set once the format is known. */
  #prefixed: LengthPrefixedFrames | undefined;
  #jpegs: MotionJpegDecoder | undefined;
  #areWanted = false;
  #isOver = false;
  #tooLong: number | undefined;
  /** Bytes of memory that are counted among those of all frames that have begun. */
  #countedBytes = 0;
  /** The part of the stream that shows whether it is video, while it is still to come. */
  #later: { readonly part: StreamPart; isPicture(bytes: Uint8Array): boolean } | undefined;

  constructor(maxFrameBytes: number) {
    this.#maxFrameBytes = maxFrameBytes;
  }

  /** True once no more frames can be found. */
  get isOver(): boolean {
    return this.#isOver;
  }

  get maxFrameBytes(): number {
    return this.#maxFrameBytes;
  }

  get wire(): VideoWire | undefined {
    return this.#wire;
  }

  /** Size of the picture that ended the video because it exceeds the largest frame. */
  get tooLong(): number | undefined {
    return this.#tooLong;
  }

  /** Yields findings one by one. The caller must consume all of them. */
  *push(chunk: Uint8Array): Generator<StreamFinding, void> {
    if (this.#isOver) return;
    if (this.#wire) {
      yield* this.#judge(chunk, this.#wire);
      yield* this.#split(chunk);
    } else yield* this.#recognize(chunk);
    this.#count();
  }

  /** Raises the maximum size of a picture. A lower limit would end shown video, so it applies to later connections. */
  raiseLimit(maxFrameBytes: number): void {
    if (maxFrameBytes <= this.#maxFrameBytes) return;
    this.#maxFrameBytes = maxFrameBytes;
    this.#prefixed?.limitTo(maxFrameBytes);
    this.#jpegs?.limitTo(maxFrameBytes);
  }

  /** Begins a frame in this wire format at the current position, regardless of earlier bytes. */
  begin(wire: VideoWire): void {
    this.#wire = wire;
    this.#prefixed = undefined;
    this.#jpegs = undefined;
    this.#first.takeAll();
    this.#firstGone = 0;
    this.#later = undefined;
    if (wire.format === 'multipart') {
      this.#jpegs = new MotionJpegDecoder(this.#maxFrameBytes);
      this.#jpegs.areWanted = this.#areWanted;
    } else {
      this.#prefixed = new LengthPrefixedFrames(wire.endian, this.#maxFrameBytes);
      this.#prefixed.areWanted = this.#areWanted;
    }
  }

  /** Starts yielding frames, from the next one on. */
  startFrames(): void {
    this.#areWanted = true;
    this.#firstGone = this.#first.length;
    if (this.#prefixed) this.#prefixed.areWanted = true;
    if (this.#jpegs) this.#jpegs.areWanted = true;
  }

  /**
   * Stops yielding frames. If it isn't known yet whether the stream is video, returns the bytes pushed since
   * `startFrames`, for other readers.
   */
  stopFrames(): Uint8Array {
    this.close();
    const first = this.#first.takeAll();
    this.#first.append(first.subarray(0, this.#firstGone));
    return first.subarray(this.#firstGone);
  }

  /** Frames are no longer wanted, and nothing is kept of one that has begun. */
  close(): void {
    this.#areWanted = false;
    this.#prefixed?.forget();
    if (this.#jpegs) this.#jpegs.areWanted = false;
    this.cut();
  }

  /** Skips the frame that is arriving, to free its memory. */
  cut(): void {
    this.#prefixed?.skip();
    this.#jpegs?.skip();
    this.#countedBytes = this.#reservedBytes;
    unfinishedFrames.updateWithoutCutting(this, this.#countedBytes);
  }

  /** The memory of a frame that wasn't looked at and won't be: a later one may use it. */
  reuse(frame: Uint8Array): void {
    this.#prefixed?.reuse(frame);
  }

  /** Called at the end of the stream. Returns the number of bytes of an incomplete picture. */
  end(): number {
    if (this.#prefixed) return this.#prefixed.waiting;
    const rest = this.#jpegs?.end() ?? [];
    return rest.reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  get #reservedBytes(): number {
    return (this.#prefixed ?? this.#jpegs)?.reservedBytes ?? 0;
  }

  #count(): void {
    const bytes = this.#reservedBytes;
    if (bytes === this.#countedBytes) return;
    this.#countedBytes = bytes;
    unfinishedFrames.update(this, bytes);
  }

  *#recognize(chunk: Uint8Array): Generator<StreamFinding, void> {
    this.#first.append(chunk);
    const start = this.#first.peek(recognitionBytes);
    const recognition = recognizeVideo(start, this.#maxFrameBytes);
    if (recognition.is === 'needMore') return;
    // If it isn't recognized, an explicit request to view it allows a guess.
    const wire = recognition.is === 'no' ? this.#guess(start) : recognition.wire;
    const bytes = this.#first.takeAll();
    if (!wire) {
      yield this.#over(bytes.subarray(this.#firstGone), { is: 'noVideo' });
      return;
    }
    this.begin(wire);
    yield { is: 'wire', wire };
    yield* this.#judgment(recognition, wire);
    yield* this.push(bytes);
  }

  /** Returns the finding if the stream is certainly video. */
  #judgment(recognition: Recognition, wire: VideoWire): readonly StreamFinding[] {
    if (recognition.is === 'later') {
      const { at, end, isPicture } = recognition;
      this.#later = { part: new StreamPart(at, end), isPicture };
    }
    if (recognition.is !== 'video') return nothing;
    if (recognition.tooLong !== undefined) return [{ is: 'largeVideo', bytes: recognition.tooLong }];
    return recognition.isSure ? [{ is: 'video', wire }] : nothing;
  }

  /** Returns the same finding if a later part of the stream shows it. */
  #judge(chunk: Uint8Array, wire: VideoWire): readonly StreamFinding[] {
    const later = this.#later;
    const part = later?.part.push(chunk);
    if (!later || !part) return nothing;
    this.#later = undefined;
    return later.isPicture(part) ? [{ is: 'video', wire }] : nothing;
  }

  /** If frames are wanted, guesses the format from lengths that are possible, whatever the frames contain. */
  #guess(start: Uint8Array): VideoWire | undefined {
    const prefix = this.#areWanted ? guessPrefix(start, this.#maxFrameBytes) : undefined;
    return prefix && { format: 'length-prefixed', endian: prefix.endian };
  }

  *#split(chunk: Uint8Array): Generator<StreamFinding, void> {
    for (const frame of (this.#prefixed ?? this.#jpegs)?.push(chunk) ?? []) {
      const reason = endReason(frame);
      if (reason) {
        yield this.#over(frame.bytes, reason);
        return;
      }
      if (this.#areWanted) yield { is: 'frame', frame };
    }
  }

  #over(rest: Uint8Array, reason: EndReason): StreamFinding {
    this.#isOver = true;
    if (reason.is === 'tooLong') this.#tooLong = reason.announced;
    return { is: 'end', rest, reason };
  }
}

/** Returns why no frames follow this one; undefined if they do. A picture that is only damaged still begins as one. */
function endReason({ bytes, flaw, announced = 0n }: Frame): EndReason | undefined {
  switch (flaw) {
    case 'brokenLength':
      // A length that no picture can have isn't a length.
      return announced <= BigInt(maxPlausiblePictureBytes)
        ? { is: 'tooLong', announced: Number(announced) }
        : { is: 'brokenLength', announced };
    case 'tooLong':
      return { is: 'tooLong' };
    case 'malformed':
      return bytes[1] === 0xd8 ? undefined : { is: 'noVideo' };
    default:
      return undefined;
  }
}
