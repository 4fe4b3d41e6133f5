/** Requests pictures as fast as they are painted: nothing is queued, and the newest picture wins. */
import type { VideoPicture } from '../../src/core/video/video.ts';

/**
 * Maximum number of pending requests: one for the awaited picture, the others for those in transit in both directions.
 */
const maxAsks = 3;

export interface PullerParts {
  /** Returns the next picture after the one with this number; undefined if there will be none. */
  ask(after: number): Promise<VideoPicture | undefined>;
  paint(picture: VideoPicture): Promise<unknown>;
  /** Resolves when the screen has been drawn. */
  drawn(): Promise<void>;
}

export class PicturePuller {
  readonly #parts: PullerParts;
  #isPulling = false;
  #asks = 0;
  #newest = 0;
  #painting: Promise<void> = Promise.resolve();
  /** Resolves when the last painted picture is visible. */
  #drawn: Promise<void> = Promise.resolve();

  constructor(parts: PullerParts) {
    this.#parts = parts;
  }

  /** Starts or continues, also if there were no more pictures before. */
  start(): void {
    this.#isPulling = true;
    while (this.#asks < maxAsks) {
      this.#asks++;
      void this.#pull().finally(() => this.#asks--);
    }
  }

  /** Stops painting. Pending requests may still be answered. */
  stop(): void {
    this.#isPulling = false;
  }

  async #pull(): Promise<void> {
    while (this.#isPulling) {
      const picture = await this.#parts.ask(this.#newest).catch(() => undefined /* the next start() retries */);
      if (!picture || !this.#isPulling) return;
      await this.#paint(picture);
    }
  }

  /** Paints one picture per frame of the screen, so that each is visible; of those that wait, only the newest. */
  #paint(picture: VideoPicture): Promise<void> {
    if (picture.number <= this.#newest) return this.#painting;
    this.#newest = picture.number;
    this.#painting = this.#painting
      .then(() => this.#drawn)
      .then(async () => {
        if (picture.number !== this.#newest || !this.#isPulling) return;
        await this.#parts.paint(picture);
        this.#drawn = this.#parts.drawn();
      })
      .catch(() => undefined /* continue after a picture that can't be painted */);
    return this.#painting;
  }
}
