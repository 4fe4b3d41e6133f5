/** Requests pictures as fast as they are painted, and no faster: latest wins, nothing waits in a queue. */
import type { VideoPicture } from '../../src/core/video/video.ts';

/** Maximum number of pending requests: one for the awaited picture, others for those in transit in both directions. */
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
  /** The last one that was painted isn't visible before. */
  #drawn: Promise<void> = Promise.resolve();

  constructor(parts: PullerParts) {
    this.#parts = parts;
  }

  /** Continues if it was stopped, or if there were no more pictures. */
  start(): void {
    this.#isPulling = true;
    while (this.#asks < maxAsks) {
      this.#asks++;
      void this.#pull().finally(() => this.#asks--);
    }
  }

  /** Pending requests may still be answered; their pictures aren't painted. */
  stop(): void {
    this.#isPulling = false;
  }

  async #pull(): Promise<void> {
    while (this.#isPulling) {
      const picture = await this.#parts.ask(this.#newest).catch(() => undefined /* its caller knows why */);
      if (!picture || !this.#isPulling) return;
      await this.#paint(picture);
    }
  }

  /** One for each frame of the screen, so that each is visible even if two arrive together; of those that wait, only the newest. */
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
      .catch(() => undefined /* One that can't be painted is no reason to stop */);
    return this.#painting;
  }
}
