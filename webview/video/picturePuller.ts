/** Asks for pictures as fast as they are painted, and no faster: latest wins, nothing waits in a queue. */
import type { VideoPicture } from '../../src/core/video/video.ts';

/** So many asks are on their way at most: one more than is being answered hides the way there and back. */
const maxAsks = 2;

export interface PullerParts {
  /** The next picture after the one of this number; nothing when there will be none. */
  ask(after: number): Promise<VideoPicture | undefined>;
  paint(picture: VideoPicture): Promise<void> | void;
  /** Resolves when the screen was drawn: more than it shows is not asked for. */
  drawn(): Promise<void>;
}

export class PicturePuller {
  readonly #parts: PullerParts;
  #isPulling = false;
  #asks = 0;
  #newest = 0;
  #painting: Promise<void> = Promise.resolve();
  /** Pictures since the screen was drawn. */
  #painted = 0;
  #drawing: Promise<void> | undefined;

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
      await this.#paced();
    }
  }

  /** Of what is painted between two drawings of the screen only the last is seen: the second waits for the next one. */
  async #paced(): Promise<void> {
    this.#drawing ??= this.#parts.drawn().finally(() => {
      this.#drawing = undefined;
      this.#painted = 0;
    });
    if (++this.#painted > 1) await this.#drawing;
  }

  /** One after the other; what a newer one has overtaken is not painted. */
  #paint(picture: VideoPicture): Promise<void> {
    if (picture.number <= this.#newest) return this.#painting;
    this.#newest = picture.number;
    this.#painting = this.#painting.then(async () => {
      if (picture.number === this.#newest) await this.#parts.paint(picture);
    });
    // One that can't be painted is no reason to stop.
    this.#painting = this.#painting.catch(() => undefined);
    return this.#painting;
  }
}
