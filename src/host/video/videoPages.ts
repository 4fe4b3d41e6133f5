/** The pages that show video: panels, and tabs with a single video. */
import { type Disposable, type Event, EventEmitter } from 'vscode';
import type { CameraTask } from '../../core/camera/cameraTask.ts';
import type { VideoSnapshot } from '../../core/video/video.ts';

export interface VideoPage {
  readonly endpoint: string;
  /** The only video that it shows; absent if it shows all of the endpoint's. */
  readonly video?: string;
  readonly visible: boolean;
  /** Identifies the page as the owner of a recording. */
  readonly owner: object;
  /** Starts recording a video into an open recording; stops if no video is named. */
  record(recording: string, video: string | null): void;
  /** Starts capturing a camera or a screen for a video; stops if there is no task. */
  capture(video: string, task: CameraTask | null): void;
}

export class VideoPages {
  readonly #open = new Set<VideoPage>();
  readonly #added = new EventEmitter<VideoPage>();
  readonly #removed = new EventEmitter<VideoPage>();

  /** Fires when a page has started or restarted. */
  get onDidAdd(): Event<VideoPage> {
    return this.#added.event;
  }

  /** Fires when a page is gone. */
  get onDidRemove(): Event<VideoPage> {
    return this.#removed.event;
  }

  get all(): VideoPage[] {
    return [...this.#open];
  }

  /** Adds a page, which can receive requests from now on. */
  add(page: VideoPage): Disposable {
    this.#open.add(page);
    this.#added.fire(page);
    const dispose = () => {
      if (this.#open.delete(page)) this.#removed.fire(page);
    };
    return { dispose };
  }

  /** Returns the page that shows a video: a tab of its own rather than the endpoint's panel. */
  showing({ id, endpoint }: Pick<VideoSnapshot, 'id' | 'endpoint'>): VideoPage | undefined {
    const pages = [...this.#open].filter(page => page.endpoint === endpoint);
    return pages.find(page => page.video === id) ?? pages.find(page => page.video === undefined && page.visible);
  }

  /** Returns the page that shows the video as soon as there is one; undefined after the timeout. */
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
