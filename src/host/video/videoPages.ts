/** The pages that show video: panels, and tabs with nothing else. */
import { type Disposable, type Event, EventEmitter } from 'vscode';
import type { CameraTask } from '../../core/camera/cameraTask.ts';
import type { VideoSnapshot } from '../../core/video/video.ts';

export interface VideoPage {
  readonly endpoint: string;
  /** It shows this one; all of the endpoint's where absent. */
  readonly video?: string;
  readonly visible: boolean;
  /** Stands for it where something is recorded. */
  readonly owner: object;
  /** Begins to record a video into an open recording; ends that when no video is named. */
  record(recording: string, video: string | null): void;
  /** Begins to read a camera or a screen for a video; ends that when there is no task. */
  capture(video: string, task: CameraTask | null): void;
}

export class VideoPages {
  readonly #open = new Set<VideoPage>();
  readonly #added = new EventEmitter<VideoPage>();
  readonly #removed = new EventEmitter<VideoPage>();

  /** A page began, or began anew. */
  get onDidAdd(): Event<VideoPage> {
    return this.#added.event;
  }

  /** A page has gone. */
  get onDidRemove(): Event<VideoPage> {
    return this.#removed.event;
  }

  get all(): VideoPage[] {
    return [...this.#open];
  }

  /** It can be asked from now on. */
  add(page: VideoPage): Disposable {
    this.#open.add(page);
    this.#added.fire(page);
    const dispose = () => {
      if (this.#open.delete(page)) this.#removed.fire(page);
    };
    return { dispose };
  }

  /** Shows the video: its own tab before its endpoint's panel. */
  showing({ id, endpoint }: Pick<VideoSnapshot, 'id' | 'endpoint'>): VideoPage | undefined {
    const pages = [...this.#open].filter(page => page.endpoint === endpoint);
    return pages.find(page => page.video === id) ?? pages.find(page => page.video === undefined && page.visible);
  }

  /** The page that shows it, as soon as there is one; nothing when none comes in time. */
  whenShowing(video: Pick<VideoSnapshot, 'id' | 'endpoint'>, timeoutMs: number): Promise<VideoPage | undefined> {
    return new Promise(resolve => {
      const settle = (page: VideoPage | undefined) => {
        subscription.dispose();
        clearTimeout(timer);
        resolve(page);
      };
      const look = () => {
        const page = this.showing(video);
        if (page) settle(page);
      };
      const timer = setTimeout(() => settle(undefined), timeoutMs);
      const subscription = this.onDidAdd(look);
      look();
    });
  }
}
