/** The videos of all endpoints of an engine, by id. */
import { SocketError } from '../../core/socketError.ts';
import type { VideoSnapshot } from '../../core/video/video.ts';
import { ChangeAnnouncer } from '../changeAnnouncer.ts';
import type { EndpointVideos } from './endpointVideos.ts';
import type { RunningVideo } from './runningVideo.ts';

/** At most ten announcements per second. */
const announceMs = 100;

interface WithVideos {
  readonly videos: EndpointVideos;
}

export class EngineVideos {
  readonly #endpoints: ReadonlyMap<string, WithVideos>;
  readonly #announcer: ChangeAnnouncer<string>;
  /** Videos that ended since the last announcement: if many ended, they may no longer be in any list. */
  readonly #ended = new Map<string, VideoSnapshot>();

  constructor(endpoints: ReadonlyMap<string, WithVideos>, onChange: (videos: VideoSnapshot[]) => void) {
    this.#endpoints = endpoints;
    this.#announcer = new ChangeAnnouncer(ids => onChange(this.#snapshots(ids)), announceMs);
  }

  /** Called when a video's snapshot has changed, with the last snapshot if it has ended. */
  changed(id: string, ended?: VideoSnapshot): void {
    if (ended) this.#ended.set(id, ended);
    this.#announcer.changed(id);
  }

  /** Stops a video. Returns false if it had already ended. @throws SocketError NO_VIDEO if there is none. */
  stop(id: string): boolean {
    const running = this.running(id);
    running?.stop();
    return running !== undefined;
  }

  /** Mutes or unmutes a video; toggles it if `isMuted` is absent. @throws SocketError NO_VIDEO if there is none. */
  mute(id: string, isMuted?: boolean): void {
    const video = this.running(id);
    video?.mute(isMuted ?? video.snapshot.state !== 'muted');
  }

  /** Returns a running video. @throws SocketError NO_VIDEO if there is none, or if it has ended. */
  present(id: string): RunningVideo {
    const video = this.running(id);
    if (!video) throw new SocketError('NO_VIDEO');
    return video;
  }

  /** Returns a running video; undefined if it has ended. @throws SocketError NO_VIDEO if there is none. */
  running(id: string): RunningVideo | undefined {
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
