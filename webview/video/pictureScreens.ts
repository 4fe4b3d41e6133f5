/**
 * Distributes the pictures of a page's videos: each is requested once, and painted wherever its video is shown. A place
 * that is added immediately shows the last one.
 */
import type { VideoPicture } from '../../src/core/video/video.ts';
import { PicturePuller } from './picturePuller.ts';

export type AskPicture = (video: string, after: number) => Promise<VideoPicture | undefined>;

/** A place where pictures are painted. */
export interface PicturePlace {
  paint(picture: VideoPicture): Promise<void>;
}

export class PictureScreens {
  readonly #ask: AskPicture;
  readonly #drawn: () => Promise<void>;
  readonly #screens = new Map<string, PictureScreen>();

  /** `drawn` resolves when the screen has been drawn. */
  constructor(ask: AskPicture, drawn: () => Promise<void>) {
    this.#ask = ask;
    this.#drawn = drawn;
  }

  /** Paints a video in a place from now on, even if there were no more pictures before. */
  show(video: string, place: PicturePlace): void {
    const screen = this.#screens.get(video) ?? new PictureScreen(after => this.#ask(video, after), this.#drawn);
    this.#screens.set(video, screen);
    screen.show(place);
  }

  hide(video: string, place: PicturePlace): void {
    this.#screens.get(video)?.hide(place);
  }

  /** Ends a video: its last picture stays visible, and no other is requested. */
  end(video: string): void {
    this.#screens.get(video)?.end();
  }

  /** Forgets videos that won't be shown again. */
  keepOnly(videos: ReadonlySet<string>): void {
    for (const [video, screen] of this.#screens) {
      if (videos.has(video)) continue;
      screen.end();
      this.#screens.delete(video);
    }
  }
}

class PictureScreen {
  readonly #places = new Set<PicturePlace>();
  readonly #puller: PicturePuller;
  #last: VideoPicture | undefined;
  #hasEnded = false;
  #painting: Promise<unknown> = Promise.resolve();

  constructor(ask: (after: number) => Promise<VideoPicture | undefined>, drawn: () => Promise<void>) {
    this.#puller = new PicturePuller({ ask, drawn, paint: picture => this.#paint(picture) });
  }

  show(place: PicturePlace): void {
    if (!this.#places.has(place)) {
      this.#places.add(place);
      void this.#paintOn([place]);
    }
    if (!this.#hasEnded) this.#puller.start();
  }

  hide(place: PicturePlace): void {
    this.#places.delete(place);
    if (this.#places.size === 0) this.#puller.stop();
  }

  end(): void {
    this.#hasEnded = true;
    this.#puller.stop();
  }

  #paint(picture: VideoPicture): Promise<unknown> {
    this.#last = picture;
    return this.#paintOn([...this.#places]);
  }

  /** Paints one picture after the other, so that an older one never overwrites a newer one. */
  #paintOn(places: readonly PicturePlace[]): Promise<unknown> {
    const picture = this.#last;
    if (picture) {
      const paint = () => Promise.allSettled(places.map(place => place.paint(picture)));
      this.#painting = this.#painting.then(paint);
    }
    return this.#painting;
  }
}
