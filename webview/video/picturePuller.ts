/** Asks for pictures as fast as they are painted, and no faster: latest wins, nothing waits in a queue. */
import type { VideoPicture } from '../../src/core/video/video.ts';

/** So many asks are on their way at most: one for a picture that is awaited, others for those on the way there and on the way back. */
const maxAsks = 3;

export interface PullerParts {
  /** The next picture after the one of this number; nothing when there will be none. */
  ask(after: number): Promise<VideoPicture | undefined>;
  paint(picture: VideoPicture): Promise<unknown>;
  /** Resolves when the screen was drawn. */
  drawn(): Promise<void>;
}

export class PicturePuller {
  readonly #parts: PullerParts;
  #isPulling = false;
  #asks = 0;
  #newest = 0;
  #painting: Promise<void> = Promise.resolve();
  /** The last one that was painted is not seen before. */
  #drawn: Promise<void> = Promise.resolve();

  constructor(parts: PullerParts) {
    this.#parts = parts;
  }

  /** Goes on, where it was stopped, or where there was nothing more. */
  start(): void {
    this.#isPulling = true;
    while (this.#asks < maxAsks) {
      this.#asks++;
      void this.#pull().finally(() => this.#asks--);
    }
  }

  /** What is asked for already may still come; it is not painted. */
  stop(): void {
    this.#isPulling = false;
  }

  async #pull(): Promise<void> {
    while (this.#isPulling) {
      const picture = await this.#parts.ask(this.#newest).catch(() => undefined /* whoever started it knows why */);
      if (!picture || !this.#isPulling) return;
      await this.#paint(picture);
    }
  }

  /** One for each drawing of the screen, so that each is seen, also where two come together; of those that wait the newest alone. */
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
      .catch(() => undefined /* One that can't be painted is no reason to stop. */);
    return this.#painting;
  }
}
