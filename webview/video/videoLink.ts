/** The connection between a page and the host for videos, shared by the panel's page and that of a video tab. */
import type { CameraTask } from '../../src/core/camera/cameraTask.ts';
import type { PanelVideo, VideoCalls, VideoEvents } from '../../src/protocol/videoCalls.ts';

export interface VideoLink {
  readonly calls: VideoCalls;
  readonly events: VideoSignals;
}

/** Notifications from the host; each subscription returns a function that ends it. */
export class VideoSignals {
  readonly #target = new EventTarget();

  /** Functions that receive the host's calls. */
  get receivers(): Pick<VideoEvents, 'videosChanged' | 'recordWanted' | 'captureWanted'> {
    return {
      videosChanged: videos => this.#dispatch('videosChanged', videos),
      recordWanted: (recording, video) => this.#dispatch('recordWanted', { recording, video }),
      captureWanted: (video, task) => this.#dispatch('captureWanted', { video, task }),
    };
  }

  onVideosChanged(listener: (videos: readonly PanelVideo[]) => void): () => void {
    return this.#listen('videosChanged', listener);
  }

  onRecordWanted(listener: (wanted: { recording: string; video: string | null }) => void): () => void {
    return this.#listen('recordWanted', listener);
  }

  onCaptureWanted(listener: (wanted: { video: string; task: CameraTask | null }) => void): () => void {
    return this.#listen('captureWanted', listener);
  }

  #dispatch(name: string, detail: unknown): void {
    this.#target.dispatchEvent(new CustomEvent(name, { detail }));
  }

  #listen<T>(name: string, listener: (detail: T) => void): () => void {
    const onEvent = (event: Event) => listener((event as CustomEvent<T>).detail);
    this.#target.addEventListener(name, onEvent);
    return () => this.#target.removeEventListener(name, onEvent);
  }
}
