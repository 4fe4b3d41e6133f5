/** Connects one page with the videos of its endpoint: its calls, its notifications, and what ends with it. */
import type { Disposable } from 'vscode';
import { UpdateThrottle } from '../../client/page/updateThrottle.ts';
import { unawaited } from '../../client/unawaited.ts';
import { PictureFeed } from '../../client/video/pictureFeed.ts';
import type { VideoSnapshot } from '../../core/video/video.ts';
import type { PanelVideo, VideoCalls, VideoEvents } from '../../protocol/videoCalls.ts';
import { DisposableStore } from '../disposableStore.ts';
import { panelVideo } from './panelVideo.ts';
import { type VideoPageParts, videoCalls } from './serveVideoCalls.ts';
import type { VideoPage } from './videoPages.ts';

export interface PageVideosOptions {
  readonly endpoint: string;
  /** The only video that the page shows; absent if it shows all. */
  readonly video?: string;
  isVisible(): boolean;
  /** Whether the page ceases to exist while hidden, and isn't notified then. */
  readonly diesHidden: boolean;
}

/** Notifications for the page. */
type Page = {
  readonly [Name in keyof VideoEvents]: {
    (...args: Parameters<VideoEvents[Name]>): Promise<unknown>;
    asEvent(...args: Parameters<VideoEvents[Name]>): unknown;
  };
};

export class PageVideos implements Disposable {
  readonly calls: VideoCalls;
  readonly #parts: VideoPageParts;
  readonly #options: PageVideosOptions;
  readonly #feed: PictureFeed;
  readonly #store = new DisposableStore();
  /** Ids of videos that changed since the page was last notified. */
  readonly #unsent = new Set<string>();
  /** Gist of the state last sent to the page, by video. */
  readonly #sent = new Map<string, string>();
  readonly #news = new UpdateThrottle(() => this.#send());
  #page: Page | undefined;
  #listed: Disposable | undefined;

  constructor(parts: VideoPageParts, options: PageVideosOptions) {
    const { videos } = parts;
    const { endpoint } = options;
    this.#parts = parts;
    this.#options = options;
    this.#feed = new PictureFeed(async (video, after) => videos.endpoints.engine.videoPicture(video, after));
    this.calls = videoCalls(parts, { endpoint, feed: this.#feed, owner: this });
    this.#store.add(
      videos.onDidChange(changed => {
        const own = changed.filter(video => video.endpoint === endpoint);
        this.#changed(own);
      }),
    );
    this.#store.add(
      parts.captures.onDidChange(id =>
        this.#changed(videos.known.filter(video => video.id === id && video.endpoint === endpoint)),
      ),
    );
  }

  /** Starts notifying this page. */
  serve(page: Page): void {
    this.#page = page;
  }

  /** Called when a page has started or restarted: it has received nothing yet, and records nothing. */
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

  /** Called when the page was shown or hidden. */
  onVisibilityChanged(): void {
    const visible = this.#options.isVisible();
    if (!visible && this.#options.diesHidden) this.gone();
    else void this.#page?.shown.asEvent(visible);
  }

  /** Called when the page is gone: its recordings end. */
  gone(): void {
    this.#news.forget();
    this.#unsent.clear();
    this.#sent.clear();
    this.#listed?.dispose();
    this.#listed = undefined;
    this.#feed.forget();
    unawaited(this.#parts.recordings.endAllOf(this));
  }

  dispose(): void {
    this.gone();
    this.#store.dispose();
  }

  #changed(own: readonly VideoSnapshot[]): void {
    const isListening = this.#options.isVisible() || !this.#options.diesHidden;
    if (own.length === 0 || !isListening) return;
    for (const { id } of own) this.#unsent.add(id);
    const isUrgent = own.some(video => this.#sent.get(video.id) !== stateKey(this.#shown(video)));
    this.#news.notify({ isUrgent });
  }

  async #send(): Promise<void> {
    const news = this.#parts.videos.known.filter(({ id }) => this.#unsent.has(id)).map(video => this.#shown(video));
    this.#unsent.clear();
    for (const video of news) this.#sent.set(video.id, stateKey(video));
    await this.#page?.videosChanged(news);
  }

  #shown(video: VideoSnapshot): PanelVideo {
    return panelVideo(video, this.#parts.captures);
  }
}

/** Returns what changes with an event, as text: everything except the counters. */
function stateKey({ state, peers, width, height, problem, capture }: PanelVideo): string {
  return JSON.stringify([state, peers.length, width, height, problem, capture]);
}
