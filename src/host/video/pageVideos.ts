/** What one page has to do with the videos of its endpoint: its calls, what it is told, and what ends with it. */
import type { Disposable } from 'vscode';
import type { VideoSnapshot } from '../../core/video/video.ts';
import type { VideoCalls, VideoEvents } from '../../protocol/videoCalls.ts';
import { DisposableStore } from '../disposableStore.ts';
import { panelVideo } from './panelVideo.ts';
import { PictureFeed } from './pictureFeed.ts';
import { videoCalls } from './videoCalls.ts';
import type { VideoPage } from './videoPages.ts';
import type { VideoParts } from './videoParts.ts';

export interface PageVideosOptions {
  readonly endpoint: string;
  /** The page shows nothing but this. */
  readonly video?: string;
  isVisible(): boolean;
  /** It is told nothing while it is hidden: it is gone then. */
  readonly diesHidden: boolean;
}

/** What is told to the page. */
type Page = {
  readonly [Name in keyof VideoEvents]: {
    (...args: Parameters<VideoEvents[Name]>): Promise<unknown>;
    asEvent(...args: Parameters<VideoEvents[Name]>): unknown;
  };
};

export class PageVideos implements Disposable {
  readonly calls: VideoCalls;
  readonly #parts: VideoParts;
  readonly #options: PageVideosOptions;
  readonly #feed: PictureFeed;
  readonly #store = new DisposableStore();
  /** What changed since the page was told. */
  readonly #untold = new Set<string>();
  #isTelling = false;
  /** The page that is there now goes. */
  #goes = Promise.withResolvers<void>();
  #page: Page | undefined;
  #listed: Disposable | undefined;

  constructor(parts: VideoParts, options: PageVideosOptions) {
    const { videos } = parts;
    const { endpoint } = options;
    this.#parts = parts;
    this.#options = options;
    this.#feed = new PictureFeed(async (video, after) => videos.endpoints.calls.videoPicture(video, after));
    this.calls = videoCalls({ ...parts, endpoint, feed: this.#feed, owner: this });
    this.#store.add(
      videos.onDidChange(changed => {
        const own = changed.filter(video => video.endpoint === endpoint);
        this.#tellOf(own);
      }),
    );
    this.#store.add(
      parts.captures.onDidChange(id =>
        this.#tellOf(videos.known.filter(video => video.id === id && video.endpoint === endpoint)),
      ),
    );
  }

  /** Tells this page from now on. */
  serve(page: Page): void {
    this.#page = page;
  }

  /** A page began, or began anew: it has seen nothing yet, and records nothing. */
  begin(): void {
    const { endpoint, video, isVisible } = this.#options;
    this.gone();
    const page: VideoPage = {
      endpoint,
      ...(video !== undefined && { video }),
      owner: this,
      get visible() {
        return isVisible();
      },
      record: (recording, wanted) => void this.#page?.recordWanted.asEvent(recording, wanted),
      capture: (wanted, task) => void this.#page?.captureWanted.asEvent(wanted, task),
    };
    this.#listed = this.#parts.pages.add(page);
  }

  /** The page has gone, or came into sight or out of it. */
  showedOrHid(): void {
    const visible = this.#options.isVisible();
    if (!visible && this.#options.diesHidden) this.gone();
    else void this.#page?.shown.asEvent(visible);
  }

  /** What it recorded ends. */
  gone(): void {
    this.#goes.resolve();
    this.#goes = Promise.withResolvers();
    this.#listed?.dispose();
    this.#listed = undefined;
    this.#feed.forget();
    void this.#parts.recordings.endAllOf(this);
  }

  dispose(): void {
    this.gone();
    this.#store.dispose();
  }

  #tellOf(own: readonly VideoSnapshot[]): void {
    const isListening = this.#options.isVisible() || !this.#options.diesHidden;
    if (own.length === 0 || !isListening) return;
    for (const { id } of own) this.#untold.add(id);
    void this.#tell();
  }

  /** The next news go when the last have come: to a page that is slow they would pile up. */
  async #tell(): Promise<void> {
    const { captures, videos } = this.#parts;
    const page = this.#page;
    if (this.#isTelling || !page) return;
    this.#isTelling = true;
    while (this.#untold.size > 0) {
      const news = videos.known.filter(({ id }) => this.#untold.has(id)).map(video => panelVideo(video, captures));
      this.#untold.clear();
      // A page that is gone hears no more, and is told all when it comes back.
      await Promise.race([page.videosChanged(news), this.#goes.promise]).catch(() => undefined);
    }
    this.#isTelling = false;
  }
}
