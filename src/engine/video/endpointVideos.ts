/** The videos of one endpoint: those that run, and the latest that have ended. */
import { defaultMaxFrameBytes } from '../../core/framing/framing.ts';
import { SocketError } from '../../core/socketError.ts';
import type { VideoOptions, VideoSnapshot, VideoWire } from '../../core/video/video.ts';
import type { EndpointContext } from '../endpoints/endpointContext.ts';
import type { Peer } from '../endpoints/peer.ts';
import { checkVideoOptions } from './checkVideoOptions.ts';
import { IncomingVideo } from './incomingVideo.ts';
import { OutgoingVideo } from './outgoingVideo.ts';
import type { RunningVideo } from './runningVideo.ts';
import { VideoFollower } from './videoFollower.ts';

const keptEnded = 20;

export interface EndpointVideosOptions {
  readonly endpoint: string;
  /** With the last snapshot when it has ended. */
  readonly onChange: (video: string, ended?: VideoSnapshot) => void;
  /** The first bytes of this peer are video. */
  readonly onRecognised: (peer: string, wire: VideoWire) => void;
}

export class EndpointVideos {
  readonly #options: EndpointVideosOptions;
  readonly #incoming = new Map<string, IncomingVideo>();
  readonly #outgoing = new Map<string, OutgoingVideo>();
  readonly #followers = new WeakMap<Peer, VideoFollower>();
  #ended: VideoSnapshot[] = [];

  constructor(options: EndpointVideosOptions) {
    this.#options = options;
  }

  /** The oldest first. */
  get snapshots(): VideoSnapshot[] {
    const running = [...this.#incoming.values(), ...this.#outgoing.values()].map(({ snapshot }) => snapshot);
    return [...this.#ended, ...running].sort((one, other) => one.startedMs - other.startedMs);
  }

  running(id: string): RunningVideo | undefined {
    return this.#incoming.get(id) ?? this.#outgoing.get(id);
  }

  find(id: string): VideoSnapshot | undefined {
    return this.running(id)?.snapshot ?? this.#ended.find(ended => ended.id === id);
  }

  /**
   * Takes a peer's bytes as video, from its next picture on; what is shown already is given again. @throws SocketError BUSY where they are a
   * file's, NOT_A_STREAM for UDP.
   */
  show(peer: Peer, wire: VideoWire | undefined, context: EndpointContext): VideoSnapshot {
    const { intake } = peer;
    if (intake instanceof IncomingVideo) return intake.snapshot;
    if (intake) throw new SocketError('BUSY', { address: peer.address, direction: 'in' });
    const follower = this.#followerFor(peer, wire, context);
    const video = new IncomingVideo({
      endpoint: this.#options.endpoint,
      peer,
      follower,
      context,
      onChange: this.#changed,
    });
    this.#incoming.set(video.id, video);
    video.start();
    return video.snapshot;
  }

  /** Sends from a source to these, and to those who connect later where the options say so. @throws RangeError for wrong options. */
  send(options: VideoOptions, peers: readonly Peer[], context: EndpointContext): VideoSnapshot {
    checkVideoOptions(options);
    const video = new OutgoingVideo({ endpoint: this.#options.endpoint, options, context, onChange: this.#changed });
    this.#outgoing.set(video.id, video);
    for (const peer of peers) video.add(peer);
    return video.snapshot;
  }

  /** Somebody new is here: it is followed, unless its bytes are files, and sent to. */
  connected(peer: Peer, context: EndpointContext): void {
    if (!peer.intake) this.#follow(peer, context, wire => this.#options.onRecognised(peer.id, wire));
    for (const video of this.#outgoing.values()) if (video.isForNewPeers) video.add(peer);
  }

  /** Nothing more is sent to this one, for this reason where it is no good one. */
  leave(peer: Peer, failure?: SocketError): void {
    for (const video of this.#outgoing.values()) video.remove(peer, failure);
  }

  /** Ends all. */
  stop(): void {
    for (const video of [...this.#incoming.values(), ...this.#outgoing.values()]) video.stop();
  }

  /** One whose place in the stream is known, where there is one; with another wire than it has it begins here. */
  #followerFor(peer: Peer, wire: VideoWire | undefined, context: EndpointContext): VideoFollower {
    const known = this.#followers.get(peer);
    const follower = known && !known.isOver ? known : this.#follow(peer, context);
    if (wire && !isSame(wire, follower.wire)) follower.begin(wire);
    return follower;
  }

  #follow(peer: Peer, { config }: EndpointContext, onRecognised?: (wire: VideoWire) => void): VideoFollower {
    const { maxFrameBytes = defaultMaxFrameBytes } = config;
    const follower = new VideoFollower({ maxFrameBytes, ...(onRecognised && { onRecognised }) });
    peer.watch(follower);
    this.#followers.set(peer, follower);
    return follower;
  }

  readonly #changed = (id: string, ended?: VideoSnapshot): void => {
    if (ended) {
      this.#incoming.delete(id);
      this.#outgoing.delete(id);
      this.#ended = [...this.#ended, ended].slice(-keptEnded);
    }
    this.#options.onChange(id, ended);
  };
}

function isSame(wire: VideoWire, other: VideoWire | undefined): boolean {
  if (wire.format === 'multipart' || other?.format === 'multipart') return wire.format === other?.format;
  return wire.endian === other?.endian;
}
