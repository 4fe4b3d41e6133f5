/**
 * Video received in one conversation. Passes the received bytes to a `FrameFinder`, before they reach the framing or,
 * while a video is shown, instead of that, and passes the frames that it finds to the shown video.
 */
import { defaultMaxFrameBytes } from '../../core/framing/framing.ts';
import { SocketError } from '../../core/socketError.ts';
import type { VideoWire } from '../../core/video/video.ts';
import type { ByteConsumer } from '../conversation/byteConsumer.ts';
import type { Layer } from '../conversation/layer.ts';
import type { Peer } from '../conversation/peer.ts';
import { kept } from '../transport/readMemory.ts';
import { type EndReason, FrameFinder, type StreamFinding } from './frameFinder.ts';
import type { IncomingVideo, IncomingVideoSource } from './incomingVideo.ts';
import { framingReportsLength, recordTooLarge, tooLargeError } from './pictureTooLarge.ts';
import type { VideoContext } from './videoContext.ts';

/** The part of the endpoint's videos that this conversation uses. */
export interface ConversationVideos {
  /** Called when the conversation begins. */
  connected(): void;
  /** Called when the first bytes of the conversation are video. */
  recognized(wire: VideoWire): void;
  /** Stops sending to this peer. `failure` is set if it ended abnormally. */
  leave(failure?: SocketError): void;
  /** Called when the connection is gone; `isLost` if it wasn't closed on purpose. */
  gone(isLost: boolean): void;
}

/** Size of the slices in which a read is searched for frames: the smallest may hold five hundred, each a picture to examine. */
const leastSliceBytes = 4096;
const maxSliceBytes = 64 * 1024;
/** Slices become smaller while they contain more frames than this. */
const fewFrames = 64;

export class VideoLayer implements Layer, IncomingVideoSource {
  readonly #peer: Peer;
  readonly #context: VideoContext;
  readonly #videos: ConversationVideos;
  #finder: FrameFinder | undefined;
  /** True if video is offered when it is found: once, and not after it was requested. */
  #isOffered = true;
  #shown: IncomingVideo | undefined;
  /** True once nothing more is received. */
  #hasEnded = false;
  #isLost = false;
  #sliceBytes = leastSliceBytes;

  /** Takes the bytes in place of the framing while a video is shown. */
  readonly #consumer: ByteConsumer;

  constructor(peer: Peer, context: VideoContext, videos: ConversationVideos) {
    this.#peer = peer;
    this.#context = context;
    this.#videos = videos;
    this.#consumer = this.#newConsumer();
  }

  /** The video that is shown; undefined if there is none. */
  get shown(): IncomingVideo | undefined {
    return this.#shown;
  }

  /** Size of the picture that ended the video because it exceeds the largest frame. */
  get tooLong(): number | undefined {
    return this.#finder?.tooLong;
  }

  opened(): void {
    // Bytes of files aren't examined.
    if (!this.#peer.consumer) this.#finder = this.#newFinder();
    this.#videos.connected();
  }

  beforeFraming(chunk: Uint8Array): void {
    this.#find(chunk);
  }

  /** Stops sending video, since it has no end of its own. */
  ending(): void {
    this.#videos.leave();
  }

  ended(): void {
    this.#hasEnded = true;
    this.#videos.leave();
  }

  stopping(reason: SocketError): void {
    this.#videos.leave(reason.code === 'CANCELLED' ? undefined : reason);
  }

  gone(isLost: boolean): void {
    this.#hasEnded = true;
    this.#isLost = isLost;
    this.#videos.gone(isLost);
    this.#shown?.end(this.#loss);
    this.#shown = undefined;
    this.#finder?.close();
  }

  /**
   * Shows the frames that follow, from the next one on; if their format is given and differs from the one that was
   * found, video begins here. If nothing more is received, the video ends immediately.
   */
  show(video: IncomingVideo, wire: VideoWire | undefined): void {
    const finder = this.#finderToShow();
    if (wire && !isSame(wire, finder.wire)) finder.begin(wire);
    if (this.#hasEnded) {
      video.start(finder.wire);
      video.end(this.#loss);
      return;
    }
    this.#peer.consumeBy(this.#consumer);
    this.#shown = video;
    finder.startFrames();
    video.start(finder.wire);
  }

  stop(): void {
    this.#shown = undefined;
    const rest = this.#finder?.stopFrames();
    if (this.#peer.consumer === this.#consumer) this.#peer.consumeBy(undefined, rest);
  }

  /** Raises the maximum size of pictures from the peer, from its next one on. */
  raiseLimit(maxFrameBytes: number): void {
    this.#finder?.raiseLimit(maxFrameBytes);
  }

  get #loss(): SocketError | undefined {
    return this.#isLost ? new SocketError('CONNECTION_LOST', { address: this.#peer.address }) : undefined;
  }

  #newConsumer(): ByteConsumer {
    const layer = this;
    return {
      isBusy: false,
      get sliceBytes() {
        return layer.#sliceBytes;
      },
      push: chunk => {
        this.#shown?.carried(chunk.length);
        const found = this.#find(chunk);
        if (found > fewFrames) this.#sliceBytes = Math.max(leastSliceBytes, this.#sliceBytes / 2);
        else this.#sliceBytes = Math.min(maxSliceBytes, this.#sliceBytes * 2);
      },
      end: () => this.#streamEnded(),
      // The layer's own `gone` is called, with the reason.
      gone: () => undefined,
    };
  }

  #newFinder(): FrameFinder {
    const { maxFrameBytes = defaultMaxFrameBytes } = this.#context.config;
    return new FrameFinder(maxFrameBytes);
  }

  /** Returns the finder that knows its position in the stream if it can still find video, otherwise a new one. */
  #finderToShow(): FrameFinder {
    if (this.#finder && !this.#finder.isOver) return this.#finder;
    this.#isOffered = false;
    this.#finder = this.#newFinder();
    return this.#finder;
  }

  /** Returns the number of findings. */
  #find(chunk: Uint8Array): number {
    const finder = this.#finder;
    if (!finder || finder.isOver) return 0;
    let count = 0;
    for (const found of finder.push(kept(chunk))) {
      this.#take(found, finder);
      count++;
    }
    return count;
  }

  #take(found: StreamFinding, finder: FrameFinder): void {
    switch (found.is) {
      case 'wire':
        this.#shown?.learn(found.wire);
        break;
      case 'video':
        if (this.#isOffered) this.#videos.recognized(found.wire);
        break;
      case 'largeVideo':
        this.#foundLarge(found.bytes);
        break;
      case 'frame': {
        const unused = this.#shown?.take(found.frame);
        if (unused) finder.reuse(unused);
        break;
      }
      case 'end':
        this.#breakOff(found.rest, found.reason);
    }
  }

  /** Records that the first picture is too large, unless the end of a shown video says so. */
  #foundLarge(bytes: number): void {
    if (this.#shown || !this.#isOffered || framingReportsLength(this.#context)) return;
    recordTooLarge(this.#context, this.#peer, bytes);
  }

  /** Ends the shown video and returns the stream to the framing. Called when nothing more can be shown. */
  #breakOff(rest: Uint8Array, reason: EndReason): void {
    const video = this.#shown;
    if (!video) return;
    this.#shown = undefined;
    recordBreak(this.#context, this.#peer, reason);
    video.end(
      reason.is === 'tooLong'
        ? tooLargeError(this.#context, this.#peer, reason.announced)
        : new SocketError('NOT_VIDEO', { address: this.#peer.address }),
    );
    this.#finder?.stopFrames();
    this.#peer.consumeBy(undefined, rest);
  }

  #streamEnded(): void {
    const bytes = this.#finder?.end() ?? 0;
    if (bytes > 0) this.#context.transcript.event({ code: 'unterminatedFrame', bytes }, this.#peer);
    this.#shown?.stop();
  }
}

function recordBreak(context: VideoContext, peer: Peer, reason: EndReason): void {
  if (framingReportsLength(context)) return;
  const { maxFrameBytes = defaultMaxFrameBytes } = context.config;
  if (reason.is === 'tooLong') recordTooLarge(context, peer, reason.announced);
  else if (reason.is === 'brokenLength') {
    const length = String(reason.announced);
    context.transcript.event({ code: 'brokenLengthPrefix', length, maxFrameBytes }, peer);
  }
}

function isSame(wire: VideoWire, other: VideoWire | undefined): boolean {
  if (wire.format === 'multipart' || other?.format === 'multipart') return wire.format === other?.format;
  return wire.endian === other?.endian;
}
