/** The videos of all endpoints of an engine, by id. */
import type { SendTarget } from '../../core/endpointSnapshot.ts';
import { SocketError } from '../../core/socketError.ts';
import type {
  PictureFile,
  PushedPicture,
  VideoOptions,
  VideoPicture,
  VideoSnapshot,
  VideoWire,
} from '../../core/video/video.ts';
import { ChangeAnnouncer } from '../changeAnnouncer.ts';
import type { Endpoint } from '../endpoints/endpoint.ts';
import type { EngineEvents } from '../engineOptions.ts';
import type { RunningVideo } from './runningVideo.ts';

/** At most ten announcements per second. */
const announceMs = 100;

export class EngineVideos {
  readonly #find: (endpoint: string) => Endpoint;
  readonly #endpoints: ReadonlyMap<string, Endpoint>;
  readonly #announcer: ChangeAnnouncer<string>;
  /** Those that ended since the last announcement: if many ended, they may no longer be in any list. */
  readonly #ended = new Map<string, VideoSnapshot>();

  /** `find` throws NO_ENDPOINT. */
  constructor(
    find: (endpoint: string) => Endpoint,
    endpoints: ReadonlyMap<string, Endpoint>,
    events: Pick<EngineEvents, 'videosChanged'>,
  ) {
    this.#find = find;
    this.#endpoints = endpoints;
    this.#announcer = new ChangeAnnouncer(ids => events.videosChanged(this.#snapshots(ids)), announceMs);
  }

  /**
   * Treats a peer's bytes as video; the wire format is guessed if it isn't given.
   * @throws SocketError BUSY if the bytes belong to a file.
   */
  show(endpoint: string, peer: string, wire?: VideoWire): VideoSnapshot {
    return this.#find(endpoint).videos.show(peer, wire);
  }

  /** Rejects with a RangeError for options that make no sense, and with NO_PEER if it targets no current or future peer. */
  async start(endpoint: string, options: VideoOptions, target?: SendTarget): Promise<VideoSnapshot> {
    return this.#find(endpoint).videos.start(options, target);
  }

  /** Returns the videos of one endpoint, oldest first: those that are running, and those that ended most recently. */
  of(endpoint: string): VideoSnapshot[] {
    return this.#find(endpoint).videos.snapshots;
  }

  /** The snapshot of this one has changed, or is its last. */
  changed(id: string, ended?: VideoSnapshot): void {
    if (ended) this.#ended.set(id, ended);
    this.#announcer.changed(id);
  }

  /** Returns false if it had already ended. This and the following reject with, or throw, NO_VIDEO if there is none. */
  stop(id: string): boolean {
    const running = this.#running(id);
    running?.stop();
    return running !== undefined;
  }

  /** Toggles it if `muted` is absent. */
  mute(id: string, isMuted?: boolean): void {
    const video = this.#running(id);
    video?.mute(isMuted ?? video.snapshot.state !== 'muted');
  }

  async picture(id: string, after: number): Promise<VideoPicture | undefined> {
    return this.#running(id)?.picture(after);
  }

  async file(id: string): Promise<PictureFile> {
    return this.#present(id).file();
  }

  async handOver(id: string, picture: PushedPicture): Promise<void> {
    await this.#present(id).handOver(picture);
  }

  #present(id: string): RunningVideo {
    const video = this.#running(id);
    if (!video) throw new SocketError('NO_VIDEO');
    return video;
  }

  /** Undefined if it has ended. @throws SocketError NO_VIDEO if there is none. */
  #running(id: string): RunningVideo | undefined {
    for (const { videos } of this.#endpoints.values()) {
      const video = videos.running(id);
      if (video) return video;
      if (videos.find(id)) return undefined;
    }
    throw new SocketError('NO_VIDEO');
  }

  #snapshots(ids: string[]): VideoSnapshot[] {
    const endpoints = [...this.#endpoints.values()];
    const known = (id: string) => endpoints.map(({ videos }) => videos.find(id)).find(found => found);
    const snapshots = ids.flatMap(id => this.#ended.get(id) ?? known(id) ?? []);
    this.#ended.clear();
    return snapshots;
  }
}
