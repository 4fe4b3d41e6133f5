/** Video from one peer: takes its bytes in place of the framing, and keeps the newest picture for whoever requests it. */
import { defaultMaxFrameBytes, type Frame } from '../../core/framing/framing.ts';
import { SocketError } from '../../core/socketError.ts';
import { isDecodable } from '../../core/video/imageHeader.ts';
import type { Picture } from '../../core/video/picture.ts';
import { readTestPattern } from '../../core/video/testPattern.ts';
import { minPatternHeight, minPatternWidth } from '../../core/video/testPatternLayout.ts';
import type { PictureFile, VideoPicture, VideoSnapshot, VideoWire } from '../../core/video/video.ts';
import { type VideoPayload, videoPayload } from '../../core/video/videoPayload.ts';
import type { ByteConsumer } from '../conversation/byteConsumer.ts';
import type { Peer } from '../conversation/peer.ts';
import type { FrameFinder, FrameSink, OverReason } from './frameFinder.ts';
import { type Content, IncomingPicture } from './incomingPicture.ts';
import { Newest } from './newest.ts';
import { framingReportsLength, recordTooLarge, tooLargeError } from './pictureTooLarge.ts';
import type { RunningVideo } from './runningVideo.ts';
import { UnreadableFrames } from './unreadableFrames.ts';
import type { VideoContext } from './videoContext.ts';
import { VideoFigures, type VideoFiguresOptions } from './videoFigures.ts';

/** A time from another clock, or from long ago, isn't meaningful. */
const maxLatencyMs = 60_000;

export type IncomingVideoOptions = Pick<VideoFiguresOptions, 'endpoint' | 'onChange'> & {
  readonly peer: Peer;
  readonly finder: FrameFinder;
  readonly context: VideoContext;
};

export class IncomingVideo implements RunningVideo, ByteConsumer, FrameSink {
  readonly isBusy = false;
  readonly peer: Peer;
  readonly #finder: FrameFinder;
  readonly #context: VideoContext;
  readonly #figures: VideoFigures;
  readonly #pictures = new Newest<IncomingPicture>();
  readonly #unreadable: UnreadableFrames;
  readonly #startedMs = performance.now();
  #numbers = 0;

  constructor({ endpoint, peer, finder, context, onChange }: IncomingVideoOptions) {
    this.peer = peer;
    this.#finder = finder;
    this.#context = context;
    const about = { endpoint, direction: 'in', label: peer.address } as const;
    this.#figures = new VideoFigures({ ...about, peers: () => [peer], onChange, owner: peer });
    this.#unreadable = new UnreadableFrames(event => context.transcript.event(event, peer));
  }

  /** Takes the peer's bytes from now on. */
  start(): void {
    this.peer.consumeBy(this);
    this.#context.transcript.event({ code: 'videoStarted', direction: 'in' }, this.peer);
    this.#finder.show(this);
    this.#figures.changed();
  }

  get id(): string {
    return this.#figures.id;
  }

  get snapshot(): VideoSnapshot {
    return this.#figures.snapshot;
  }

  async picture(after: number): Promise<VideoPicture | undefined> {
    return (await this.#pictures.after(after))?.shown;
  }

  async file(): Promise<PictureFile> {
    const picture = this.#pictures.take();
    if (!picture) throw new SocketError('NO_PICTURE');
    return picture.file();
  }

  handOver(): Promise<void> {
    return Promise.reject(new RangeError('this video is received, not sent'));
  }

  mute(): void {
    throw new RangeError('this video is received, not sent');
  }

  stop(failure?: SocketError): void {
    if (this.#figures.hasEnded) return;
    const rest = this.#finder.hide();
    this.lose(failure);
    if (this.peer.consumer === this) this.peer.consumeBy(undefined, rest);
  }

  /** No more pictures follow; `failure` is set if it ended abnormally. */
  lose(failure?: SocketError): void {
    if (this.#figures.hasEnded) return;
    this.#finder.hide();
    this.#figures.end(failure);
    this.#pictures.end();
    const { frames, bytes, skipped } = this.#figures.snapshot;
    const durationMs = performance.now() - this.#startedMs;
    const totals = { frames, bytes, skipped, durationMs };
    this.#context.transcript.event({ code: 'videoEnded', direction: 'in', ...totals }, this.peer);
  }

  push(chunk: Uint8Array): void {
    this.#figures.carried(chunk.length);
    this.#finder.push(chunk);
  }

  end(): void {
    const bytes = this.#finder.end();
    if (bytes > 0) this.#context.transcript.event({ code: 'unterminatedFrame', bytes }, this.peer);
    this.stop();
  }

  gone(): void {
    // The endpoint's videos are notified and know the reason.
  }

  recognised(wire: VideoWire): void {
    this.#figures.learn({ wire });
  }

  frame({ bytes, flaw }: Frame): void {
    const payload = videoPayload(bytes);
    const content = flaw ? undefined : contentOf(payload);
    if (content) this.#take(content, bytes);
    else {
      this.#figures.unreadable();
      this.#unreadable.saw(payload);
      this.#finder.giveBack(bytes);
    }
  }

  over(rest: Uint8Array, reason: OverReason): void {
    this.#recordBreak(reason);
    const { address } = this.peer;
    this.lose(
      reason.is === 'tooLong'
        ? tooLargeError(this.#context, this.peer, reason.announced)
        : new SocketError('NOT_VIDEO', { address }),
    );
    this.peer.consumeBy(undefined, rest);
  }

  #recordBreak(reason: OverReason): void {
    if (framingReportsLength(this.#context)) return;
    const { maxFrameBytes = defaultMaxFrameBytes } = this.#context.config;
    if (reason.is === 'tooLong') recordTooLarge(this.#context, this.peer, reason.announced);
    else if (reason.is === 'brokenLength') {
      const length = String(reason.announced);
      this.#context.transcript.event({ code: 'brokenLengthPrefix', length, maxFrameBytes }, this.peer);
    }
  }

  #take(content: Content, frame: Uint8Array): void {
    const picture = new IncomingPicture(++this.#numbers, content, frame);
    this.#figures.learn({ codec: 'picture' in content ? 'pickle' : content.image.format });
    this.#figures.picture(picture, 'picture' in content ? latencyOf(content.picture) : undefined);
    this.#figures.become('running');
    const before = this.#pictures.latest;
    if (this.#pictures.offer(picture)) return;
    this.#figures.skip();
    if (before) this.#finder.giveBack(before.frame);
  }
}

/** Returns the picture to show; undefined if there is none, if it is incomplete, or if it claims a size that can't be painted. */
function contentOf(payload: VideoPayload): Content | undefined {
  if (payload.kind === 'picture') return payload;
  return payload.kind === 'image' && isDecodable(payload.image) ? payload : undefined;
}

/** Returns the latency if both clocks are the same. A stamp contains the lowest 32 bits of its time. */
function latencyOf(picture: Picture): number | undefined {
  if (picture.width < minPatternWidth || picture.height < minPatternHeight) return undefined;
  const stamp = readTestPattern(picture);
  const latencyMs = stamp && (Date.now() - stamp.timeMs) | 0;
  return latencyMs !== undefined && latencyMs >= 0 && latencyMs <= maxLatencyMs ? latencyMs : undefined;
}
