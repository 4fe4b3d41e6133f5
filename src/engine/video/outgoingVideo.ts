/** One source whose pictures are sent to one or more peers. */
import { SocketError } from '../../core/socketError.ts';
import type { PictureFile, PushedPicture, VideoOptions, VideoPicture, VideoSnapshot } from '../../core/video/video.ts';
import type { Peer } from '../conversation/peer.ts';
import type { Owner } from '../owned.ts';
import { Newest } from './newest.ts';
import { type EncodedPicture, OutgoingPicture } from './outgoingPicture.ts';
import type { RunningVideo } from './runningVideo.ts';
import { startSource } from './sources/startSource.ts';
import type { RunningSource, SourcePicture } from './sources/videoSource.ts';
import type { VideoContext } from './videoContext.ts';
import { VideoFigures, type VideoFiguresOptions } from './videoFigures.ts';
import { type SentVideo, VideoSender } from './videoSender.ts';

export type OutgoingVideoOptions = Pick<VideoFiguresOptions, 'endpoint' | 'onChange'> & {
  readonly options: VideoOptions;
  readonly context: VideoContext;
};

export class OutgoingVideo implements RunningVideo, SentVideo, Owner {
  readonly pictures = new Newest<OutgoingPicture>();
  readonly #previews = new Newest<OutgoingPicture>();
  readonly #options: VideoOptions;
  readonly #context: VideoContext;
  readonly #figures: VideoFigures;
  readonly #senders = new Map<Peer, VideoSender>();
  readonly #source: RunningSource;
  #numbers = 0;
  #isMuted = false;

  constructor({ endpoint, options, context, onChange }: OutgoingVideoOptions) {
    this.#options = options;
    this.#context = context;
    const { label, codec, endian = 'little' } = options;
    const peers = () => [...this.#senders.keys()];
    const wire = { format: 'length-prefixed', endian } as const;
    this.#figures = new VideoFigures({ endpoint, direction: 'out', label, codec, wire, peers, onChange, owner: this });
    this.#source = startSource(options, {
      offer: picture => this.#offer(picture),
      end: failure => this.stop(failure),
      failed: failure => this.failed(failure),
    });
  }

  get id(): string {
    return this.#figures.id;
  }

  get snapshot(): VideoSnapshot {
    return this.#figures.snapshot;
  }

  /** True if it is also sent to peers that connect later. */
  get isForNewPeers(): boolean {
    return this.#options.toNewPeers ?? false;
  }

  /** Sends to another peer. */
  add(peer: Peer): void {
    if (this.#figures.hasEnded || this.#senders.has(peer)) return;
    const sender = new VideoSender(peer, this, this.#context);
    this.#senders.set(peer, sender);
    if (!this.#isMuted) sender.start();
    this.#figures.changed();
  }

  /** Stops sending to this peer. The video ends with the last peer, with this failure if there is one. */
  remove(peer: Peer, failure?: SocketError): void {
    const sender = this.#senders.get(peer);
    if (!sender) return;
    sender.end();
    if (this.#senders.size === 1 && !this.isForNewPeers) this.stop(failure);
    else {
      this.#senders.delete(peer);
      this.senderChanged();
      this.#figures.changed();
    }
  }

  mute(isMuted: boolean): void {
    this.#isMuted = isMuted;
    for (const sender of this.#senders.values()) {
      if (isMuted) sender.pause();
      else sender.start();
    }
    this.senderChanged();
  }

  async pushPicture(picture: PushedPicture): Promise<void> {
    if (!this.#source.push) throw new RangeError('this video takes its pictures from its own source');
    if (this.#figures.hasEnded) throw new SocketError('NO_VIDEO');
    await this.#source.push(picture);
  }

  async picture(after: number): Promise<VideoPicture | undefined> {
    return (await this.#previews.after(after))?.forPage;
  }

  async file(): Promise<PictureFile> {
    const { latest } = this.#previews;
    if (!latest) throw new SocketError('NO_PICTURE');
    return latest.file();
  }

  stop(failure?: SocketError): void {
    if (this.#figures.hasEnded) return;
    for (const sender of this.#senders.values()) sender.end();
    // The final snapshot lists the last recipients.
    this.#figures.end(failure);
    this.#source.stop();
    this.pictures.end();
    this.#previews.end();
  }

  failed(failure: SocketError): void {
    if (this.#figures.hasEnded) return;
    for (const peer of this.#senders.keys())
      this.#context.transcript.event({ code: 'sendFailed', failure: failure.failure }, peer);
    this.stop(failure);
  }

  sent(picture: OutgoingPicture, { width, height, bytes }: EncodedPicture): void {
    this.#figures.carried(bytes);
    if (picture.isSent) return;
    picture.isSent = true;
    const { capturedMs } = picture.source;
    this.#figures.picture({ width, height }, capturedMs === undefined ? undefined : Date.now() - capturedMs);
  }

  senderChanged(): void {
    const senders = [...this.#senders.values()];
    if (this.#isMuted) this.#figures.become('muted');
    else this.#figures.become(senders.some(({ isRunning }) => isRunning) ? 'running' : 'waiting');
  }

  senderFailed(sender: VideoSender, error: unknown): void {
    if (error instanceof SocketError) this.remove(sender.peer, error);
    else this.stop(SocketError.system('UNKNOWN', { detail: error instanceof Error ? error.message : String(error) }));
  }

  #offer(source: SourcePicture): void {
    const picture = new OutgoingPicture(++this.#numbers, source, this.#options, this.pictures.latest);
    this.#figures.sized(source.jpeg && this.#options.codec === 'jpeg' ? source : this.#options);
    this.#previews.offer(picture);
    const wasTaken = this.pictures.offer(picture);
    if (!wasTaken && [...this.#senders.values()].some(({ isHeld }) => isHeld)) this.#figures.skip();
  }
}
