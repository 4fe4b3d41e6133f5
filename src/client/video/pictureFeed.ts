/** Delivers pictures of videos to one page: requests are answered in order, each picture only once. */
import type { VideoPicture } from '../../core/video/video.ts';

/** Pending requests per video: if a page makes more, it has failed. */
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

  /** Requests the next picture. Rejects with a RangeError if too many requests are pending. */
  async next(video: string, after: number): Promise<VideoPicture | undefined> {
    const line = this.#lines.get(video) ?? { asks: 0, given: 0, last: Promise.resolve() };
    this.#lines.set(video, line);
    if (line.asks >= maxAsks) throw new RangeError(`${maxAsks} pictures have already been requested`);
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

  /** Starts over for another page. Pictures that the previous page requested are discarded when they arrive. */
  forget(): void {
    this.#lines.clear();
  }
}
