/** The pages that show video: panels, and tabs with nothing else. */
import { type Disposable, type Event, EventEmitter } from 'vscode';
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
}

export class VideoPages {
  readonly #open = new Set<VideoPage>();
  readonly #added = new EventEmitter<VideoPage>();

  /** A page began, or began anew. */
  get onDidAdd(): Event<VideoPage> {
    return this.#added.event;
  }

  get all(): VideoPage[] {
    return [...this.#open];
  }

  /** It can be asked from now on. */
  add(page: VideoPage): Disposable {
    this.#open.add(page);
    this.#added.fire(page);
    return { dispose: () => this.#open.delete(page) };
  }

  /** Shows the video: its own tab before its endpoint's panel. */
  showing({ id, endpoint }: VideoSnapshot): VideoPage | undefined {
    const pages = [...this.#open].filter(page => page.endpoint === endpoint);
    return pages.find(page => page.video === id) ?? pages.find(page => page.video === undefined && page.visible);
  }

  /** The first page that shows it from now on. */
  next(video: VideoSnapshot): Promise<VideoPage> {
    return new Promise(resolve => {
      const subscription = this.onDidAdd(() => {
        const page = this.showing(video);
        if (!page) return;
        subscription.dispose();
        resolve(page);
      });
    });
  }
}
