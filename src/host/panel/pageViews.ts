/** The views of its transcript that a page has open: which ones it may query, and which are closed when it goes away. */
import { PacedWork } from '../../client/page/pacedWork.ts';
import { peerRole } from '../../core/kinds.ts';
import { SocketError } from '../../core/socketError.ts';
import type { ViewFilter } from '../../core/transcriptEntry.ts';
import type { PanelCalls } from '../../protocol/panelCalls.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';

/** A page shows one view at a time; one with more than a few open views is faulty. */
const maxViews = 20;

type ViewCalls = Pick<PanelCalls, 'openView' | 'rows' | 'locate' | 'closeView'>;

export class PageViews {
  readonly #endpoint: string;
  readonly #endpoints: Endpoints;
  readonly #open = new Set<number>();
  /** Paces searches by pattern: compiling one may take the engine half a second. */
  readonly #patterns = new PacedWork();
  /** Number of views being opened; each page gets its own object. */
  #opening = { views: 0 };

  constructor(endpoint: string, endpoints: Endpoints) {
    this.#endpoint = endpoint;
    this.#endpoints = endpoints;
  }

  has(view: number): boolean {
    return this.#open.has(view);
  }

  /**
   * The page's calls. They reject with NO_VIEW for a view that isn't this page's, with a RangeError if too many are
   * open, and with CANCELLED for a search by pattern that a newer one replaces before it starts.
   */
  get calls(): ViewCalls {
    const endpoints = this.#endpoints;
    return {
      openView: filter =>
        filter.search && 'regex' in filter.search
          ? this.#patterns.run('search', () => this.#openView(filter))
          : this.#openView(filter),
      rows: async (view, from, count, frameBytes) => {
        this.#check(view);
        const [answer, { panelRow }] = await Promise.all([
          endpoints.engine.rows(view, from, count, frameBytes),
          import('./panelRow.ts'),
        ]);
        const role = peerRole(endpoints.find(this.#endpoint).config);
        return { ...answer, rows: answer.rows.map(row => panelRow(row, role)) };
      },
      locate: async (view, place) => {
        this.#check(view);
        return endpoints.engine.locate(view, place);
      },
      closeView: async view => {
        if (this.#open.delete(view)) await endpoints.engine.closeView(view);
      },
    };
  }

  /** Closes all views, because the page is gone. */
  close(): void {
    for (const view of this.#open) this.#close(view);
    this.#open.clear();
    this.#patterns.forget();
    this.#opening = { views: 0 };
  }

  async #openView(filter: ViewFilter): ReturnType<ViewCalls['openView']> {
    const opening = this.#opening;
    if (this.#open.size + opening.views >= maxViews) throw new RangeError(`a panel can have at most ${maxViews} views`);
    opening.views++;
    try {
      const opened = await this.#endpoints.engine.openView(this.#endpoint, filter);
      if (opening === this.#opening) this.#open.add(opened.view);
      // A newer page has replaced the one that opened this view.
      else this.#close(opened.view);
      return opened;
    } finally {
      opening.views--;
    }
  }

  #close(view: number): void {
    this.#endpoints.engine.closeView(view).catch(() => undefined /* the view ended with its engine */);
  }

  #check(view: number): void {
    if (!this.#open.has(view)) throw new SocketError('NO_VIEW', { view });
  }
}
