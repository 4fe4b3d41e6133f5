/** The videos of all endpoints of an engine, by their ids. */
import { SocketError } from '../../core/socketError.ts';
import type { PictureFile, PushedPicture, VideoPicture, VideoSnapshot } from '../../core/video/video.ts';
import { ChangeAnnouncer } from '../changeAnnouncer.ts';
import type { Endpoint } from '../endpoints/endpoint.ts';
import type { RunningVideo } from './runningVideo.ts';

/** At most ten announcements a second. */
const announceMs = 100;

export interface EngineVideosOptions {
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  readonly onChange: (videos: VideoSnapshot[]) => void;
}

export class EngineVideos {
  readonly #endpoints: ReadonlyMap<string, Endpoint>;
  readonly #announcer: ChangeAnnouncer<string>;
  /** Those that ended since the last announcement: so many may have ended that they are in no list any more. */
  readonly #ended = new Map<string, VideoSnapshot>();

  constructor({ endpoints, onChange }: EngineVideosOptions) {
    this.#endpoints = endpoints;
    this.#announcer = new ChangeAnnouncer(ids => onChange(this.#snapshots(ids)), announceMs);
  }

  /** The snapshot of this one changed, or is its last. */
  changed(id: string, ended?: VideoSnapshot): void {
    if (ended) this.#ended.set(id, ended);
    this.#announcer.changed(id);
  }

  /** Nothing happens to one that has ended. This and the following reject with, or throw, NO_VIDEO when there is none. */
  stop(id: string): void {
    this.#running(id)?.stop();
  }

  mute(id: string, isMuted: boolean): void {
    this.#running(id)?.mute(isMuted);
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

  /** Nothing when it has ended. @throws SocketError NO_VIDEO when there is none. */
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
