/**
 * Video received in one conversation: passes its bytes to a `FrameFinder`, on their way to the framing or, while the video is shown, in
 * place of it, and the frames that are found to the video that is shown.
 */
import { defaultMaxFrameBytes } from '../../core/framing/framing.ts';
import { SocketError } from '../../core/socketError.ts';
import type { VideoWire } from '../../core/video/video.ts';
import type { ByteConsumer } from '../conversation/byteConsumer.ts';
import type { Layer } from '../conversation/layer.ts';
import type { Peer } from '../conversation/peer.ts';
import { type EndReason, type Found, FrameFinder } from './frameFinder.ts';
import type { IncomingVideo, IncomingVideoSource } from './incomingVideo.ts';
import { framingReportsLength, recordTooLarge, tooLargeError } from './pictureTooLarge.ts';
import type { VideoContext } from './videoContext.ts';

/** The endpoint's videos, as far as they concern this conversation. */
export interface ConversationVideos {
  /** The conversation begins. */
  connected(): void;
  /** Its first bytes are video. */
  recognised(wire: VideoWire): void;
  /** Nothing is sent to it any more. `failure` is set if it ended abnormally. */
  leave(failure?: SocketError): void;
  /** The connection is gone; `isLost` if it wasn't closed on purpose. */
  gone(isLost: boolean): void;
}

export class VideoLayer implements Layer, IncomingVideoSource {
  readonly #peer: Peer;
  readonly #context: VideoContext;
  readonly #videos: ConversationVideos;
  #finder: FrameFinder | undefined;
  /** Whether video is offered when it is found: once, and not after it was requested. */
  #isOffered = true;
  #shown: IncomingVideo | undefined;
  /** Nothing more is received. */
  #hasEnded = false;
  #isLost = false;

  /** Takes the place of the framing while a video is shown. */
  readonly #consumer: ByteConsumer = {
    isBusy: false,
    push: chunk => {
      this.#shown?.carried(chunk.length);
      this.#find(chunk);
    },
    end: () => this.#streamEnded(),
    // The layer is notified and knows the reason.
    gone: () => undefined,
  };

  constructor(peer: Peer, context: VideoContext, videos: ConversationVideos) {
    this.#peer = peer;
    this.#context = context;
    this.#videos = videos;
  }

  /** The video that is shown. */
  get shown(): IncomingVideo | undefined {
    return this.#shown;
  }

  /** Size of a picture that exceeds the largest frame, which ended the video. */
  get tooLong(): number | undefined {
    return this.#finder?.tooLong;
  }

  opened(): void {
    // If its bytes are files, they aren't looked at.
    if (!this.#peer.consumer) this.#finder = this.#newFinder();
    this.#videos.connected();
  }

  beforeFraming(chunk: Uint8Array): void {
    this.#find(chunk);
  }

  /** Video has no end of its own. */
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
   * Shows the frames that follow, from the next one on; if their format is given and differs from what was found, video begins here. If
   * nothing more is received, the video ends at once.
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

  /** Raises the largest picture that the peer may send, from its next one on. */
  raiseLimit(maxFrameBytes: number): void {
    this.#finder?.raiseLimit(maxFrameBytes);
  }

  get #loss(): SocketError | undefined {
    return this.#isLost ? new SocketError('CONNECTION_LOST', { address: this.#peer.address }) : undefined;
  }

  #newFinder(): FrameFinder {
    const { maxFrameBytes = defaultMaxFrameBytes } = this.#context.config;
    return new FrameFinder(maxFrameBytes);
  }

  /** Returns the one that knows its position in the stream, if it can still find video. */
  #finderToShow(): FrameFinder {
    if (this.#finder && !this.#finder.isOver) return this.#finder;
    this.#isOffered = false;
    this.#finder = this.#newFinder();
    return this.#finder;
  }

  #find(chunk: Uint8Array): void {
    const finder = this.#finder;
    if (finder && !finder.isOver) for (const found of finder.push(chunk)) this.#take(found, finder);
  }

  #take(found: Found, finder: FrameFinder): void {
    switch (found.is) {
      case 'wire':
        this.#shown?.learn(found.wire);
        break;
      case 'video':
        if (this.#isOffered) this.#videos.recognised(found.wire);
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

  /** If it is shown, its end says so. */
  #foundLarge(bytes: number): void {
    if (this.#shown || !this.#isOffered || framingReportsLength(this.#context)) return;
    recordTooLarge(this.#context, this.#peer, bytes);
  }

  /** Nothing more can be shown: what follows goes to the framing again. */
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
