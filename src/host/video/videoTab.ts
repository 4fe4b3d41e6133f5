/** An editor tab with a single video. It keeps running while hidden, so that recordings continue. */
import { type Event, EventEmitter, l10n, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { checkedCalls } from '../../client/page/checkedCalls.ts';
import { PageCallBounds } from '../../client/page/pageCallBounds.ts';
import type { VideoSnapshot } from '../../core/video/video.ts';
import type { VideoEvents, VideoPageCalls } from '../../protocol/videoCalls.ts';
import type { Log } from '../diagnostics/log.ts';
import { failureCalls } from '../diagnostics/pageLog.ts';
import { DisposableStore } from '../disposableStore.ts';
import { panelHtml, webviewRoot } from '../page/panelHtml.ts';
import { servePage } from '../page/servePage.ts';
import { columnOf, isVideo, videoType } from '../shown/panelTabs.ts';
import { plainText } from '../shown/shownText.ts';
import { PageVideos } from './pageVideos.ts';
import type { VideoPageParts } from './serveVideoCalls.ts';

/** Dependencies of a tab. */
export interface VideoTabParts extends VideoPageParts {
  readonly log: Log;
}

export class VideoTab {
  readonly #view: WebviewPanel;
  readonly #videos: PageVideos;
  readonly #log: Log;
  readonly #bounds = new PageCallBounds();
  readonly #store = new DisposableStore();
  readonly #disposed = new EventEmitter<void>();
  #isClosed = false;

  constructor({ id, endpoint, label }: VideoSnapshot, { log, ...parts }: VideoTabParts, extensionUri: Uri) {
    const root = webviewRoot(extensionUri);
    const options = { enableScripts: true, localResourceRoots: [root], retainContextWhenHidden: true };
    this.#view = window.createWebviewPanel(
      videoType,
      plainText(l10n.t('Video: {0}', label)),
      // Not always beside the active tab, which is the last video opened: each would get a group of its own.
      columnOf(isVideo) ?? ViewColumn.Beside,
      options,
    );
    this.#view.iconPath = Uri.joinPath(extensionUri, 'media', 'portside.svg');
    const isVisible = () => this.#view.visible;
    this.#videos = this.#store.add(new PageVideos(parts, { endpoint, video: id, isVisible, diesHidden: false }));
    this.#log = log;
    this.#serve();
    this.#view.onDidChangeViewState(() => this.#videos.onVisibilityChanged());
    this.#view.onDidDispose(() => this.#closed());
    this.#view.webview.html = panelHtml(this.#view.webview, root, { video: id });
  }

  get onDidDispose(): Event<void> {
    return this.#disposed.event;
  }

  reveal(): void {
    this.#view.reveal();
  }

  dispose(): void {
    this.#view.dispose();
  }

  #serve(): void {
    const videos = this.#videos;
    const failures = failureCalls(this.#log, 'video');
    const calls: VideoPageCalls = { ...videos.calls, ...failures, begin: async () => videos.begin() };
    const checked = checkedCalls(
      calls,
      async () => ({}),
      (...call) => this.#bounds.run(...call),
    );
    const parts = { log: this.#log, bounds: this.#bounds, store: this.#store, isClosed: () => this.#isClosed };
    videos.serve(servePage<VideoEvents, VideoPageCalls>(this.#view.webview, checked, parts));
  }

  #closed(): void {
    this.#isClosed = true;
    this.#store.dispose();
    this.#disposed.fire();
    this.#disposed.dispose();
  }
}
