/** Video as exposed by the public API. */
import type { Event } from 'vscode';
import * as z from 'zod';
import type { VideoSnapshot, VideoState } from '../../core/video/video.ts';
import type { StartVideoOptions, VideoCounters, VideoStream } from '../api.ts';
import { withSentence } from '../shown/withSentence.ts';
import { startVideo, type VideoStarters } from '../video/startVideo.ts';
import { videoFormat } from '../video/videoChoices.ts';
import type { Videos } from '../video/videos.ts';

/** Dependencies of video in the API. */
export interface ApiVideoParts extends VideoStarters {
  readonly videos: Videos;
}

/** Rejects with a TypeError naming what is wrong with the options. */
export async function startApiVideo(
  parts: ApiVideoParts,
  endpoint: string,
  options: StartVideoOptions,
): Promise<VideoStream> {
  const { source = 'test-pattern', uri, device, peer, toNewPeers = false, ...given } = options;
  const target = peer === undefined ? undefined : { peer };
  const format = videoFormat.safeParse(given);
  if (!format.success) throw new TypeError(z.prettifyError(format.error));
  const wanted = { source, uri, device, format: format.data, target, toNewPeers };
  return new ApiVideo(parts.videos, await startVideo(parts, parts.videos.endpoints.find(endpoint), wanted));
}

export async function showApiVideo(
  { videos }: Pick<ApiVideoParts, 'videos'>,
  endpoint: string,
  peer: string,
): Promise<VideoStream> {
  return new ApiVideo(videos, await videos.show(endpoint, peer));
}

class ApiVideo implements VideoStream {
  readonly id: string;
  readonly #videos: Videos;
  #last: VideoSnapshot;

  constructor(videos: Videos, video: VideoSnapshot) {
    this.id = video.id;
    this.#videos = videos;
    this.#last = video;
  }

  get direction(): 'in' | 'out' {
    return this.#last.direction;
  }

  get state(): VideoState {
    return this.#snapshot.state;
  }

  get counters(): VideoCounters {
    const { direction, frames, skipped, width, height, fps, latencyMs } = this.#snapshot;
    const [framesIn, framesOut] = direction === 'in' ? [frames, 0] : [0, frames];
    return { framesIn, framesOut, skipped, width, height, fps, latencyMs };
  }

  get onDidChange(): Event<void> {
    return (listener, thisArgs, disposables) =>
      this.#videos.onDidChange(
        changed => {
          if (changed.some(({ id }) => id === this.id)) listener.call(thisArgs);
        },
        undefined,
        disposables,
      );
  }

  async stop(): Promise<void> {
    const { endpoint } = this.#last;
    try {
      await this.#videos.endpoints.engine.stopVideo(this.id);
      if (this.#videos.endpoints.has(endpoint)) await this.#videos.of(endpoint);
    } catch (error) {
      throw withSentence(error);
    }
  }

  /** An unknown video has ended, along with its endpoint or long ago. */
  get #snapshot(): VideoSnapshot {
    const known = this.#videos.known.find(({ id }) => id === this.id);
    this.#last = known ?? { ...this.#last, state: 'ended', fps: 0 };
    return this.#last;
  }
}
