/** The search and the filter of the transcript: their bars, and the query that both add up to. */
import { nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { filterBar, filterNote } from './filterBar.ts';
import { type Found, findBar } from './findBar.ts';
import { FindTyping } from './findTyping.ts';
import { goToBar } from './goToBar.ts';
import { isNarrowed, type ViewQuery } from './viewQuery.ts';

/** The transcript that is searched. */
interface Searched {
  readonly updateComplete: Promise<unknown>;
  /** Goes to the next match, or the previous one. */
  find(by: 1 | -1): unknown;
  /** `time` is in ms since the epoch. */
  goToTime(time: number): unknown;
}

export interface SearchParts {
  /** The stored query, with the peer that is shown. */
  readonly kept: ViewQuery;
  keep(query: ViewQuery): void;
  /** Null until it is rendered. */
  transcript(): Searched | null;
  /** Focuses the field that a selector matches, and selects its text. */
  focusField(selector: string): void;
  focusTranscript(): void;
  showAllPeers(): void;
}

const nothingFound: Found = { matches: 0, current: undefined, progress: 1, slow: 0, problem: undefined };

export class SearchController implements ReactiveController {
  query: ViewQuery;
  showsFind: boolean;
  showsFilter = false;
  showsGoTo = false;
  #found = nothingFound;
  readonly #host: ReactiveControllerHost;
  readonly #parts: SearchParts;
  readonly #findTyping = new FindTyping(change => this.change(change));
  readonly #filterTyping = new FindTyping(change => this.change(change));

  constructor(host: ReactiveControllerHost, parts: SearchParts) {
    this.#host = host;
    this.#parts = parts;
    this.query = parts.kept;
    this.showsFind = Boolean(parts.kept.needle);
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#findTyping.forget();
    this.#filterTyping.forget();
  }

  change(part: Partial<ViewQuery>): void {
    this.query = { ...this.query, ...part };
    this.#parts.keep(this.query);
    this.#host.requestUpdate();
  }

  openFind(): void {
    this.showsFind = true;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => this.#parts.focusField('.find-input'));
  }

  closeFind(): void {
    this.showsFind = false;
    this.#findTyping.forget();
    this.change({ needle: undefined, onlyMatches: false });
    this.#parts.focusTranscript();
  }

  openGoTo(): void {
    this.showsGoTo = true;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => this.#parts.focusField('.time-input'));
  }

  closeGoTo(): void {
    this.showsGoTo = false;
    this.#host.requestUpdate();
    this.#parts.focusTranscript();
  }

  toggleFilter(): void {
    this.showsFilter = !this.showsFilter;
    this.#host.requestUpdate();
  }

  /** Clears everything that the filter bar shows, the choice of a peer included. */
  clearFilter(): void {
    if (this.query.peer !== undefined) this.#parts.showAllPeers();
    this.change({ kinds: undefined, minBytes: undefined, maxBytes: undefined });
  }

  /** May be called while the panel or the transcript is being rendered. */
  found(found: Found): void {
    queueMicrotask(() => {
      this.#found = found;
      this.#host.requestUpdate();
    });
  }

  /** `peer` is the label of the peer whose entries alone are searched. */
  findBar(peer: string | undefined): TemplateResult | typeof nothing {
    if (!this.showsFind) return nothing;
    return findBar(this.query, this.#found, peer, {
      change: part => this.#findTyping.later(part),
      next: () => this.#step(1),
      previous: () => this.#step(-1),
      close: () => this.closeFind(),
    });
  }

  /** Closes when it has gone to a time, as *Go to Line* does. */
  goToBar(): TemplateResult | typeof nothing {
    if (!this.showsGoTo) return nothing;
    return goToBar({
      goToTime: time => {
        void this.#parts.transcript()?.goToTime(time);
        this.closeGoTo();
      },
      close: () => this.closeGoTo(),
    });
  }

  /** `peers` is the control that selects whose entries are shown. */
  filterBar(peers: unknown): TemplateResult | typeof nothing {
    if (!this.showsFilter) return isNarrowed(this.query) ? filterNote(() => this.toggleFilter()) : nothing;
    return filterBar(this.query, peers, {
      change: part => {
        this.#filterTyping.later(part);
        this.#filterTyping.now();
      },
      type: part => this.#filterTyping.later(part),
      clear: () => this.clearFilter(),
      close: () => this.#closeFilter(),
    });
  }

  /** Closes it, even if it has been closed since it was drawn. */
  #closeFilter(): void {
    this.showsFilter = false;
    this.#host.requestUpdate();
    this.#parts.focusTranscript();
  }

  /** Goes to the next match of what is typed now. */
  #step(by: 1 | -1): void {
    this.#findTyping.now();
    void this.#host.updateComplete
      .then(() => this.#parts.transcript()?.updateComplete)
      .then(() => this.#parts.transcript()?.find(by));
  }
}
