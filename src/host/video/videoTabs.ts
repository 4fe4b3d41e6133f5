/** The tabs that show one video each. */
import type { Disposable, Uri } from 'vscode';
import type { VideoSnapshot } from '../../core/video/video.ts';
import { VideoTab, type VideoTabParts } from './videoTab.ts';

export class VideoTabs implements Disposable {
  readonly #parts: VideoTabParts;
  readonly #extensionUri: Uri;
  readonly #open = new Map<string, VideoTab>();
  readonly #subscription: Disposable;

  constructor(parts: VideoTabParts, extensionUri: Uri) {
    this.#parts = parts;
    this.#extensionUri = extensionUri;
    const { videos } = parts;
    // Close the tab of a video whose endpoint was removed.
    this.#subscription = videos.endpoints.onDidChangeList(() => {
      for (const [id, tab] of this.#open) if (!videos.known.some(video => video.id === id)) tab.dispose();
    });
  }

  /** Shows the video in a tab beside the code, or in its existing tab. */
  open(video: VideoSnapshot): void {
    const known = this.#open.get(video.id);
    if (known) {
      known.reveal();
      return;
    }
    const tab = new VideoTab(video, this.#parts, this.#extensionUri);
    this.#open.set(video.id, tab);
    tab.onDidDispose(() => this.#open.delete(video.id));
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const tab of this.#open.values()) tab.dispose();
  }
}
