/**
 * The pictures of a page's videos: each is requested once, and painted wherever its video is shown; the last one also where showing has
 * just begun.
 */
import type { VideoPicture } from '../../src/core/video/video.ts';
import { PicturePuller } from './picturePuller.ts';

export type AskPicture = (video: string, after: number) => Promise<VideoPicture | undefined>;

/** Where pictures are painted. */
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

  /** Paints there from now on. Continues even if there were no more pictures before. */
  show(video: string, place: PicturePlace): void {
    const screen = this.#screens.get(video) ?? new PictureScreen(after => this.#ask(video, after), this.#drawn);
    this.#screens.set(video, screen);
    screen.show(place);
  }

  hide(video: string, place: PicturePlace): void {
    this.#screens.get(video)?.hide(place);
  }

  /** It has ended: its last picture stays visible, and no other is requested. */
  end(video: string): void {
    this.#screens.get(video)?.end();
  }

  /** Forgets those that won't be shown again. */
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

  /** One after the other, so that none is overwritten by an older one. */
  #paintOn(places: readonly PicturePlace[]): Promise<unknown> {
    const picture = this.#last;
    if (picture) {
      const paint = () => Promise.allSettled(places.map(place => place.paint(picture)));
      this.#painting = this.#painting.then(paint);
    }
    return this.#painting;
  }
}
