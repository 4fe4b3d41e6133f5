/** Sends the newest picture to one peer, repeatedly: while a picture is in transit, new ones are skipped. */
import { SocketError } from '../../core/socketError.ts';
import type { Lane } from '../conversation/lane.ts';
import type { Peer } from '../conversation/peer.ts';
import { owned } from '../owned.ts';
import { withSignal } from '../transfer/withSignal.ts';
import type { Newest } from './newest.ts';
import type { EncodedPicture, OutgoingPicture } from './outgoingPicture.ts';
import type { VideoContext } from './videoContext.ts';

/** The part of a video that its senders use. */
export interface SentVideo {
  readonly pictures: Newest<OutgoingPicture>;
  /** Called when the kernel has the last byte of a picture. */
  sent(picture: OutgoingPicture, encoded: EncodedPicture): void;
  /** Called when a sender holds the direction, or has sent its first picture completely. */
  senderChanged(): void;
  /** Called with a SocketError if nothing more can be sent to this peer, otherwise if the picture caused the error. */
  senderFailed(sender: VideoSender, error: unknown): void;
}

export class VideoSender {
  readonly peer: Peer;
  readonly #video: SentVideo;
  readonly #context: VideoContext;
  /** Aborts sending; a new controller for each period between two mutes. */
  #sending: AbortController | undefined;
  #writing: Promise<void> = Promise.resolve();
  #isHeld = false;
  #isRunning = false;
  #hasEnded = false;
  #startedMs: number | undefined;
  #counts = { frames: 0, bytes: 0, skipped: 0 };

  constructor(peer: Peer, video: SentVideo, context: VideoContext) {
    this.peer = peer;
    this.#video = video;
    this.#context = context;
  }

  /** True while it holds the direction. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** True while pictures are being sent. */
  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Waits for the direction, then sends. */
  start(): void {
    if (this.#sending || this.#hasEnded) return;
    const sending = new AbortController();
    this.#sending = sending;
    const onFailed = (error: unknown) => {
      if (!sending.signal.aborted) this.#video.senderFailed(this, error);
    };
    this.#send(sending.signal).catch(owned(this.peer, 'videoSender.failed', onFailed));
  }

  /** Releases the direction. A write in progress is completed, so that the stream stays intact. */
  pause(): void {
    // A picture that the peer doesn't read keeps no connection whose sides have both ended.
    if (this.#isHeld) this.peer.abandonRest();
    this.#sending?.abort(new SocketError('CANCELLED'));
    this.#sending = undefined;
    this.#isHeld = false;
    this.#isRunning = false;
  }

  /** Stops sending, and records in the transcript what was sent. */
  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.pause();
    if (this.#startedMs === undefined) return;
    const durationMs = performance.now() - this.#startedMs;
    this.#context.transcript.event({ code: 'videoEnded', direction: 'out', ...this.#counts, durationMs }, this.peer);
  }

  async #send(signal: AbortSignal): Promise<void> {
    const lane = await this.peer.lane(signal, 'video');
    const release = owned(this.peer, 'videoSender.release', () => lane.release());
    signal.addEventListener('abort', release);
    try {
      // Muting and unmuting in quick succession would otherwise write a second picture after the first.
      await withSignal(this.#writing, signal);
      this.#begin();
      await this.#sendEach(lane, signal);
    } finally {
      release();
    }
  }

  #begin(): void {
    this.#isHeld = true;
    if (this.#startedMs === undefined) {
      this.#startedMs = performance.now();
      this.#context.transcript.event({ code: 'videoStarted', direction: 'out' }, this.peer);
    }
    this.#video.senderChanged();
  }

  async #sendEach(lane: Lane, signal: AbortSignal): Promise<void> {
    let last = 0;
    for (;;) {
      const picture = await this.#video.pictures.after(last, signal);
      if (!picture) return;
      if (last > 0) this.#counts.skipped += picture.number - last - 1;
      last = picture.number;
      const encoded = await picture.encoded;
      signal.throwIfAborted();
      const written = lane.write(encoded.parts).then(() => this.#sent(picture, encoded));
      this.#writing = written.catch(() => undefined /* reported below, unless it was stopped meanwhile */);
      await withSignal(written, signal);
    }
  }

  #sent(picture: OutgoingPicture, encoded: EncodedPicture): void {
    this.#counts.frames++;
    this.#counts.bytes += encoded.bytes;
    this.#video.sent(picture, encoded);
    if (this.#isRunning || !this.#isHeld) return;
    this.#isRunning = true;
    this.#video.senderChanged();
  }
}
