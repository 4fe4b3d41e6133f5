/** The pictures of videos for one page: what it asks for one after the other, it gets one after the other, each only once. */
import type { VideoPicture } from '../../core/video/video.ts';

/** What a page may have on its way for one video: more is a page that has gone wrong. */
const maxAsks = 4;

type Ask = (video: string, after: number) => Promise<VideoPicture | undefined>;

interface Line {
  asks: number;
  /** Number of the last one that was given. */
  given: number;
  last: Promise<unknown>;
}

export class PictureFeed {
  readonly #ask: Ask;
  readonly #lines = new Map<string, Line>();

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** Rejects with a RangeError when more is asked for than a page can show. */
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

  /** Another page is in its place: it has seen nothing yet. What the one before asked for still comes, to nobody. */
  forget(): void {
    this.#lines.clear();
  }
}
