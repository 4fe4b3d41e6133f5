/** Video from one peer: takes its frames from a source, and keeps the newest picture for the next request. */
import type { Frame } from '../../core/framing/framing.ts';
import { SocketError } from '../../core/socketError.ts';
import { isDecodable } from '../../core/video/imageHeader.ts';
import type { Picture } from '../../core/video/picture.ts';
import { readTestPattern } from '../../core/video/testPattern.ts';
import { minPatternHeight, minPatternWidth } from '../../core/video/testPatternLayout.ts';
import type { PictureFile, VideoPicture, VideoSnapshot, VideoWire } from '../../core/video/video.ts';
import { type VideoPayload, videoPayload } from '../../core/video/videoPayload.ts';
import type { Peer } from '../conversation/peer.ts';
import { type FrameHolder, unfinishedFrames } from '../conversation/unfinishedFrames.ts';
import { type Content, IncomingPicture } from './incomingPicture.ts';
import { Newest } from './newest.ts';
import type { RunningVideo } from './runningVideo.ts';
import { UnreadableFrames } from './unreadableFrames.ts';
import type { VideoContext } from './videoContext.ts';
import { VideoFigures, type VideoFiguresOptions } from './videoFigures.ts';

/** Maximum latency: a time from another clock, or from long ago, isn't meaningful. */
const maxLatencyMs = 60_000;

/** The source of the frames of a video: a stream, for example. */
export interface IncomingVideoSource {
  /** No more frames are wanted. */
  stop(): void;
}

export type IncomingVideoOptions = Pick<VideoFiguresOptions, 'endpoint' | 'onChange'> & {
  readonly peer: Peer;
  readonly source: IncomingVideoSource;
  readonly transcript: VideoContext['transcript'];
};

export class IncomingVideo implements RunningVideo {
  readonly #peer: Peer;
  readonly #source: IncomingVideoSource;
  readonly #transcript: VideoContext['transcript'];
  readonly #figures: VideoFigures;
  readonly #pictures = new Newest<IncomingPicture>();
  readonly #unreadable: UnreadableFrames;
  /**
   * The newest picture counts among the frames of all peers: a page may show the videos of a thousand peers. One that
   * has to go is skipped.
   */
  readonly #kept: FrameHolder = {
    maxFrameBytes: 0,
    cut: () => {
      if (!this.#pictures.drop()) this.#figures.skip();
      unfinishedFrames.updateWithoutCutting(this.#kept, 0);
    },
  };
  readonly #startedMs = performance.now();
  #numbers = 0;

  constructor({ endpoint, peer, source, transcript, onChange }: IncomingVideoOptions) {
    this.#peer = peer;
    this.#source = source;
    this.#transcript = transcript;
    const about = { endpoint, direction: 'in', label: peer.address } as const;
    this.#figures = new VideoFigures({ ...about, peers: () => [peer], onChange, owner: peer });
    this.#unreadable = new UnreadableFrames(event => transcript.event(event, peer));
  }

  /** Begins the video, whose frames have this wire format if it is known. */
  start(wire: VideoWire | undefined): void {
    this.#transcript.event({ code: 'videoStarted', direction: 'in' }, this.#peer);
    if (wire) this.learn(wire);
    this.#figures.changed();
  }

  get id(): string {
    return this.#figures.id;
  }

  get snapshot(): VideoSnapshot {
    return this.#figures.snapshot;
  }

  async picture(after: number): Promise<VideoPicture | undefined> {
    return (await this.#pictures.after(after))?.forPage;
  }

  async file(): Promise<PictureFile> {
    const picture = this.#pictures.take();
    if (!picture) throw new SocketError('NO_PICTURE');
    return picture.file();
  }

  pushPicture(): Promise<void> {
    return Promise.reject(new RangeError('this video is received, not sent'));
  }

  mute(): void {
    throw new RangeError('this video is received, not sent');
  }

  stop(failure?: SocketError): void {
    if (this.#figures.hasEnded) return;
    this.end(failure);
    this.#source.stop();
  }

  /** Ends the video. `failure` is set if that isn't a regular end. */
  end(failure?: SocketError): void {
    if (this.#figures.hasEnded) return;
    this.#figures.end(failure);
    this.#pictures.end();
    unfinishedFrames.updateWithoutCutting(this.#kept, 0);
    const { frames, bytes, skipped } = this.#figures.snapshot;
    const durationMs = performance.now() - this.#startedMs;
    const totals = { frames, bytes, skipped, durationMs };
    this.#transcript.event({ code: 'videoEnded', direction: 'in', ...totals }, this.#peer);
  }

  /** Counts bytes of the video that have arrived. */
  carried(bytes: number): void {
    this.#figures.carried(bytes);
  }

  /** Called when the wire format of the frames is known. */
  learn(wire: VideoWire): void {
    this.#figures.learn({ wire });
  }

  /** Takes the next frame. Returns the bytes of a frame that was never shown and won't be, for their memory's reuse. */
  take({ bytes, flaw }: Frame): Uint8Array | undefined {
    const payload = videoPayload(bytes);
    const content = flaw ? undefined : contentOf(payload);
    if (content) return this.#offer(content, bytes);
    this.#figures.unreadable();
    this.#unreadable.count(payload);
    return bytes;
  }

  #offer(content: Content, frame: Uint8Array): Uint8Array | undefined {
    const picture = new IncomingPicture(++this.#numbers, content, frame);
    this.#figures.learn({ codec: 'picture' in content ? 'pickle' : content.image.format });
    this.#figures.picture(picture, 'picture' in content ? latencyOf(content.picture) : undefined);
    this.#figures.become('running');
    const before = this.#pictures.latest;
    const wasTaken = this.#pictures.offer(picture);
    if (!wasTaken) this.#figures.skip();
    unfinishedFrames.update(this.#kept, frame.buffer.byteLength);
    return wasTaken ? undefined : before?.frame;
  }
}

/** Returns the picture to show; undefined if there is none, if it is incomplete, or if it claims a size that can't be painted. */
function contentOf(payload: VideoPayload): Content | undefined {
  if (payload.kind === 'picture') return payload;
  return payload.kind === 'image' && isDecodable(payload.image) ? payload : undefined;
}

/** Returns the latency if the sender's clock is ours. A stamp contains the lowest 32 bits of its time. */
function latencyOf(picture: Picture): number | undefined {
  if (picture.width < minPatternWidth || picture.height < minPatternHeight) return undefined;
  const stamp = readTestPattern(picture);
  const latencyMs = stamp && (Date.now() - stamp.timeMs) | 0;
  return latencyMs !== undefined && latencyMs >= 0 && latencyMs <= maxLatencyMs ? latencyMs : undefined;
}
