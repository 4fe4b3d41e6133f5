/** The videos known to the page, in the order in which they are shown. Immutable: each change creates a new list. */
import { hasVideoEnded } from '../../src/core/video/video.ts';
import type { PanelVideo } from '../../src/protocol/videoCalls.ts';

/** Maximum number of ended videos that stay visible until they are hidden. */
const maxEnded = 2;

export class ShownVideos {
  readonly #known: ReadonlyMap<string, PanelVideo>;
  /** Ids of videos that ran while visible and haven't been hidden since. */
  readonly #fresh: ReadonlySet<string>;

  constructor(known: ReadonlyMap<string, PanelVideo> = new Map(), fresh: ReadonlySet<string> = new Set()) {
    this.#known = known;
    this.#fresh = fresh;
  }

  get(id: string): PanelVideo | undefined {
    return this.#known.get(id);
  }

  /** Returns the list with videos that have changed or are new. */
  with(changed: readonly PanelVideo[]): ShownVideos {
    const known = new Map([...this.#known, ...changed.map(video => [video.id, video] as const)]);
    return new ShownVideos(known, new Set([...this.#fresh, ...changed.map(({ id }) => id)]));
  }

  /** Returns a list of all videos; `since` contains newer snapshots that arrived while they were being requested. */
  listed(all: readonly PanelVideo[], since: readonly PanelVideo[] = []): ShownVideos {
    const known = new Map([...all, ...since].map(video => [video.id, video]));
    const running = all.filter(hasNotEnded).map(({ id }) => id);
    return new ShownVideos(known, new Set([...this.#fresh, ...running].filter(id => known.has(id))));
  }

  /** Returns the list without a video that has ended. */
  putAway(id: string): ShownVideos {
    return new ShownVideos(this.#known, new Set([...this.#fresh].filter(known => known !== id)));
  }

  /** Received videos, then sent ones, each by age; then the most recently ended ones, one per peer. */
  get shown(): PanelVideo[] {
    const all = [...this.#known.values()].sort((one, other) => one.startedMs - other.startedMs);
    const running = all.filter(hasNotEnded);
    // A newer video from the same peer replaces an ended one.
    const last = new Map(all.filter(({ direction }) => direction === 'in').map(({ label, id }) => [label, id]));
    const isLast = ({ direction, label, id }: PanelVideo) => direction === 'out' || last.get(label) === id;
    const ended = all.filter(video => hasVideoEnded(video) && this.#fresh.has(video.id) && isLast(video));
    const of = (direction: PanelVideo['direction']) => running.filter(video => video.direction === direction);
    return [...of('in'), ...of('out'), ...ended.slice(-maxEnded)];
  }

  get running(): number {
    return [...this.#known.values()].filter(hasNotEnded).length;
  }

  /**
   * The received and the sent video if there is one of each and the sent one has a picture, so that it can be shown
   * inside the other.
   */
  get pair(): { readonly other: PanelVideo; readonly own: PanelVideo } | undefined {
    const shown = this.shown.filter(hasNotEnded);
    const other = shown.filter(({ direction }) => direction === 'in');
    const own = shown.filter(({ direction }) => direction === 'out');
    const pair = { other: other[0], own: own[0] };
    if (other.length > 1 || own.length > 1 || !pair.other || !pair.own || pair.own.width === 0) return undefined;
    return { other: pair.other, own: pair.own };
  }
}

function hasNotEnded(video: PanelVideo): boolean {
  return !hasVideoEnded(video);
}
