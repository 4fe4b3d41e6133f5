/** The videos of one endpoint: those that are running, and those that ended most recently. */
import type { SendTarget } from '../../core/endpointSnapshot.ts';
import { defaultMaxFrameBytes } from '../../core/framing/framing.ts';
import { isStream } from '../../core/kinds.ts';
import { SocketError } from '../../core/socketError.ts';
import type { RecognizedVideo, VideoOptions, VideoSnapshot, VideoWire } from '../../core/video/video.ts';
import type { Peer } from '../conversation/peer.ts';
import { checkVideoOptions } from './checkVideoOptions.ts';
import { IncomingVideo } from './incomingVideo.ts';
import { OutgoingVideo } from './outgoingVideo.ts';
import { tooLargeError } from './pictureTooLarge.ts';
import type { RunningVideo } from './runningVideo.ts';
import type { VideoContext } from './videoContext.ts';
import { VideoLayer } from './videoLayer.ts';

const keptEnded = 20;

export interface EndpointVideosOptions {
  /** Id of the endpoint. */
  readonly id: string;
  /** Called when a video has changed, with the final snapshot if it has ended, since the list may drop it. */
  readonly onVideoChange: (video: string, ended?: VideoSnapshot) => void;
  /** Called when the first bytes of a peer are video. */
  readonly onVideoRecognized: (recognized: Omit<RecognizedVideo, 'endpoint'>) => void;
}

/** Finds the peers that a target means. */
type FindTargets = (target: SendTarget | undefined) => Promise<Peer[]>;

export class EndpointVideos {
  readonly #options: EndpointVideosOptions;
  readonly #context: () => VideoContext;
  readonly #targets: FindTargets;
  readonly #incoming = new Map<string, IncomingVideo>();
  readonly #outgoing = new Map<string, OutgoingVideo>();
  readonly #layers = new WeakMap<Peer, VideoLayer>();
  #ended: VideoSnapshot[] = [];

  /** `context` and `targets` throw NOT_OPEN if the endpoint isn't open. */
  constructor(options: EndpointVideosOptions, context: () => VideoContext, targets: FindTargets) {
    this.#options = options;
    this.#context = context;
    this.#targets = targets;
  }

  /** Snapshots of all videos, oldest first. */
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
   * Treats a peer's bytes as video, from the next picture on; a video that is already shown is returned again.
   * @throws SocketError BUSY if the bytes belong to a file, NOT_A_STREAM for UDP, NO_PEER, PICTURE_TOO_LARGE if its pictures can't be
   * received.
   */
  show(id: string, wire: VideoWire | undefined): VideoSnapshot {
    const context = this.#context();
    const { maxFrameBytes = defaultMaxFrameBytes } = context.config;
    const peer = context.peers.find(id);
    const layer = this.#layers.get(peer);
    if (!layer) throw new SocketError('NOT_A_STREAM', { address: peer.address });
    if (layer.shown) return layer.shown.snapshot;
    if (peer.consumer) throw new SocketError('BUSY', { address: peer.address, direction: 'in' });
    const { tooLong } = layer;
    if (!wire && tooLong !== undefined && tooLong > maxFrameBytes) throw tooLargeError(context, peer, tooLong);
    const { transcript } = context;
    const about = { endpoint: this.#options.id, onChange: this.#changed };
    const video = new IncomingVideo({ ...about, peer, source: layer, transcript });
    this.#incoming.set(video.id, video);
    layer.show(video, wire);
    return video.snapshot;
  }

  /**
   * Sends from one source to all target peers, and to those that connect later if the options say so. Rejects with a
   * RangeError for invalid options, with NOT_A_STREAM for UDP, with NO_PEER if it targets no current or future peer,
   * and with DISK_FULL if the transcript can't be written.
   */
  async start(options: VideoOptions, target: SendTarget | undefined): Promise<VideoSnapshot> {
    checkVideoOptions(options);
    const context = this.#context();
    const { config } = context;
    if (!isStream(config)) throw new SocketError('NOT_A_STREAM', { address: config.address });
    const peers = await this.#targetPeers(target, options);
    if (context.transcript.room.refusal) throw context.transcript.room.refusal;
    const video = new OutgoingVideo({ endpoint: this.#options.id, options, context, onChange: this.#changed });
    this.#outgoing.set(video.id, video);
    for (const peer of peers) video.add(peer);
    return video.snapshot;
  }

  /** Returns the video layer of a conversation. */
  layer(peer: Peer): VideoLayer {
    const { id, address } = peer;
    const layer = new VideoLayer(peer, this.#context(), {
      connected: () => this.#connected(peer),
      recognized: wire => this.#options.onVideoRecognized({ peer: id, address, wire }),
      leave: failure => this.#leave(peer, failure),
      gone: isLost => this.#gone(peer, isLost),
    });
    this.#layers.set(peer, layer);
    return layer;
  }

  /** Raises the maximum size of pictures from these peers, from their next one on. */
  raiseLimit(peers: readonly Peer[], maxFrameBytes: number): void {
    for (const peer of peers) this.#layers.get(peer)?.raiseLimit(maxFrameBytes);
  }

  /** Ends all videos, with this failure if there is one. */
  stop(failure?: SocketError): void {
    for (const video of [...this.#incoming.values(), ...this.#outgoing.values()]) video.stop(failure);
  }

  #connected(peer: Peer): void {
    for (const video of this.#outgoing.values()) if (video.isForNewPeers) video.add(peer);
  }

  #leave(peer: Peer, failure?: SocketError): void {
    for (const video of this.#outgoing.values()) video.remove(peer, failure);
  }

  #gone(peer: Peer, isLost: boolean): void {
    // Thousands of peers may be lost at once, and creating an error for each takes longer than the rest.
    if (this.#outgoing.size === 0) return;
    this.#leave(peer, isLost ? new SocketError('CONNECTION_LOST', { address: peer.address }) : undefined);
  }

  async #targetPeers(target: SendTarget | undefined, { toNewPeers }: VideoOptions): Promise<Peer[]> {
    try {
      return await this.#targets(target);
    } catch (error) {
      const meansAll = target === undefined || target === 'all';
      if (toNewPeers && meansAll && error instanceof SocketError && error.code === 'NO_PEER') return [];
      throw error;
    }
  }

  readonly #changed = (id: string, ended?: VideoSnapshot): void => {
    if (ended) {
      this.#incoming.delete(id);
      this.#outgoing.delete(id);
      this.#ended = [...this.#ended, ended].slice(-keptEnded);
    }
    this.#options.onVideoChange(id, ended);
  };
}
