/**
 * Finds the frames of video in a peer's stream, followed from its first bytes on: determines whether it is video, and where the next frame
 * begins, so that viewing can begin at any time. Until then, it only follows the lengths.
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
import { type FrameHolder, unfinishedFrames } from '../conversation/unfinishedFrames.ts';
import { LengthPrefixedFrames } from './lengthPrefixedFrames.ts';
import { StreamPart } from './streamPart.ts';

/** Findings in a chunk of the stream. */
export type Found =
  /** How the frames that follow are sent. Their contents aren't known yet. */
  | { readonly is: 'wire'; readonly wire: VideoWire }
  /** It is video for certain; found once. */
  | { readonly is: 'video'; readonly wire: VideoWire }
  /** The same, but its first picture has this many bytes, more than a frame may have: the stream is over for video. */
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

const nothing: readonly Found[] = [];

export class FrameFinder implements FrameHolder {
  #maxFrameBytes: number;
  /** First bytes of the stream, kept until we know whether it is video. */
  readonly #first = new ChunkList();
  /** Number of its bytes that went elsewhere before viewing began. */
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

  /** No more frames can be found. */
  get isOver(): boolean {
    return this.#isOver;
  }

  get maxFrameBytes(): number {
    return this.#maxFrameBytes;
  }

  get wire(): VideoWire | undefined {
    return this.#wire;
  }

  /** Size of a picture that exceeds the largest frame, which ended the video. */
  get tooLong(): number | undefined {
    return this.#tooLong;
  }

  /** Finds one thing after another, as each is taken. The caller must take all of them. */
  *push(chunk: Uint8Array): Generator<Found, void> {
    if (this.#isOver) return;
    if (this.#wire) {
      yield* this.#judge(chunk, this.#wire);
      yield* this.#split(chunk);
    } else yield* this.#recognise(chunk);
    this.#count();
  }

  /** Raises the largest picture. A lower limit would end video that is being shown, so it applies only to later connections. */
  raiseLimit(maxFrameBytes: number): void {
    if (maxFrameBytes <= this.#maxFrameBytes) return;
    this.#maxFrameBytes = maxFrameBytes;
    this.#prefixed?.limitTo(maxFrameBytes);
    this.#jpegs?.limitTo(maxFrameBytes);
  }

  /** A frame in this wire format begins here, whatever came before. */
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

  /** Frames are wanted, from the next one on. */
  startFrames(): void {
    this.#areWanted = true;
    this.#firstGone = this.#first.length;
    if (this.#prefixed) this.#prefixed.areWanted = true;
    if (this.#jpegs) this.#jpegs.areWanted = true;
  }

  /** Frames are no longer wanted. Returns bytes pushed since, if it isn't known yet whether they are video: other readers get them. */
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
    unfinishedFrames.keepsOnly(this, this.#countedBytes);
  }

  /** The memory of a frame that wasn't looked at and won't be: a later one may use it. */
  reuse(frame: Uint8Array): void {
    this.#prefixed?.reuse(frame);
  }

  /** Returns the bytes of an incomplete picture: the stream ended. */
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
    unfinishedFrames.keeps(this, bytes);
  }

  *#recognise(chunk: Uint8Array): Generator<Found, void> {
    this.#first.append(chunk);
    const start = this.#first.peek(recognitionBytes);
    const recognition = recogniseVideo(start, this.#maxFrameBytes);
    if (recognition.is === 'needMore') return;
    // An explicit request to view it overrides the guess.
    const wire = recognition.is === 'no' ? this.#guess(start) : recognition.wire;
    const bytes = this.#first.takeAll();
    if (!wire) {
      yield this.#over(bytes.subarray(this.#firstGone), { is: 'noVideo' });
      return;
    }
    this.begin(wire);
    yield { is: 'wire', wire };
    yield* this.#judgement(recognition, wire);
    yield* this.push(bytes);
  }

  /** Whether it is video for certain. */
  #judgement(recognition: Recognition, wire: VideoWire): readonly Found[] {
    if (recognition.is === 'later') {
      const { at, end, isPicture } = recognition;
      this.#later = { part: new StreamPart(at, end), isPicture };
    }
    if (recognition.is !== 'video') return nothing;
    if (recognition.tooLong !== undefined) return [{ is: 'largeVideo', bytes: recognition.tooLong }];
    return recognition.isSure ? [{ is: 'video', wire }] : nothing;
  }

  /** The same, if a later part of the stream shows it. */
  #judge(chunk: Uint8Array, wire: VideoWire): readonly Found[] {
    const later = this.#later;
    const part = later?.part.push(chunk);
    if (!later || !part) return nothing;
    this.#later = undefined;
    return later.isPicture(part) ? [{ is: 'video', wire }] : nothing;
  }

  /** Possible lengths, whatever they are the lengths of. */
  #guess(start: Uint8Array): VideoWire | undefined {
    const prefix = this.#areWanted ? guessPrefix(start, this.#maxFrameBytes) : undefined;
    return prefix && { format: 'length-prefixed', endian: prefix.endian };
  }

  *#split(chunk: Uint8Array): Generator<Found, void> {
    for (const frame of (this.#prefixed ?? this.#jpegs)?.push(chunk) ?? []) {
      const reason = endReason(frame);
      if (reason) {
        yield this.#over(frame.bytes, reason);
        return;
      }
      if (this.#areWanted) yield { is: 'frame', frame };
    }
  }

  #over(rest: Uint8Array, reason: EndReason): Found {
    this.#isOver = true;
    if (reason.is === 'tooLong') this.#tooLong = reason.announced;
    return { is: 'end', rest, reason };
  }
}

/** Why no frames follow this one, if none does. A picture that is only damaged still begins as one. */
function endReason({ bytes, flaw, announced = 0n }: Frame): EndReason | undefined {
  switch (flaw) {
    case 'brokenLength':
      // A length that no picture can have isn't one.
      return announced <= BigInt(maxPictureBytes)
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
