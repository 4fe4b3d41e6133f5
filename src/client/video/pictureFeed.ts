/** The pictures of videos for one page: requests are answered in order, each picture only once. */
import type { VideoPicture } from '../../core/video/video.ts';

/** Maximum number of requests a page may have pending per video: more mean that it has failed. */
const maxAsks = 4;

type Ask = (video: string, after: number) => Promise<VideoPicture | undefined>;

interface Line {
  asks: number;
  /** Number of the last picture delivered. */
  given: number;
  last: Promise<unknown>;
}

export class PictureFeed {
  readonly #ask: Ask;
  readonly #lines = new Map<string, Line>();

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** Rejects with a RangeError if more is requested than a page can show. */
  async next(video: string, after: number): Promise<VideoPicture | undefined> {
    const line = this.#lines.get(video) ?? { asks: 0, given: 0, last: Promise.resolve() };
    this.#lines.set(video, line);
    if (line.asks >= maxAsks) throw new RangeError(`${maxAsks} pictures are being waited for already`);
    line.asks++;
    const asked = line.last.then(() => this.#ask(video, Math.max(after, line.given)));
    line.last = asked.then(
      picture => {
        line.given = picture?.number ?? line.given;
        line.asks--;
      },
      () => {
        line.asks--;
      },
    );
    return asked;
  }

  /** Another page has replaced it and has seen nothing yet. Pictures requested by the previous one are discarded when they arrive. */
  forget(): void {
    this.#lines.clear();
  }
}
