/** Starts, controls and shows videos for the host. */
import type { VideoStreamCalls } from '../../core/calls/videoStreamCalls.ts';
import type { SendTarget } from '../../core/endpointSnapshot.ts';
import type {
  PictureFile,
  PushedPicture,
  VideoOptions,
  VideoPicture,
  VideoSnapshot,
  VideoWire,
} from '../../core/video/video.ts';
import type { EngineParts } from '../engineParts.ts';

export class VideoStreamService implements VideoStreamCalls {
  readonly #endpoints: EngineParts['endpoints'];
  readonly #videos: EngineParts['videos'];

  constructor({ endpoints, videos }: Pick<EngineParts, 'endpoints' | 'videos'>) {
    this.#endpoints = endpoints;
    this.#videos = videos;
  }

  async showVideo(id: string, peer: string, wire?: VideoWire): Promise<VideoSnapshot> {
    return this.#endpoints.find(id).videos.show(peer, wire);
  }

  async startVideo(id: string, options: VideoOptions, target?: SendTarget): Promise<VideoSnapshot> {
    return this.#endpoints.find(id).videos.start(options, target);
  }

  async stopVideo(video: string): Promise<boolean> {
    return this.#videos.stop(video);
  }

  async muteVideo(video: string, muted?: boolean): Promise<void> {
    this.#videos.mute(video, muted);
  }

  async videos(id: string): Promise<VideoSnapshot[]> {
    return this.#endpoints.find(id).videos.snapshots;
  }

  async videoPicture(video: string, after: number): Promise<VideoPicture | undefined> {
    return this.#videos.running(video)?.picture(after);
  }

  async snapshotPicture(video: string): Promise<PictureFile> {
    return this.#videos.present(video).file();
  }

  async pushPicture(video: string, picture: PushedPicture): Promise<void> {
    await this.#videos.present(video).pushPicture(picture);
  }
}
