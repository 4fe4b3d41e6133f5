/** Steps through the matches among the rows of a view, wrapping around at the ends. */
import type { Located } from '../../src/core/transcriptEntry.ts';
import type { Found } from '../find/findBar.ts';
import type { RowSource } from './rowSource.ts';

export interface FinderEvents {
  /** Called with a match that should be shown. */
  show(found: Located): void;
  /** Called when something was found, or a different match is current. */
  changed(found: Found): void;
}

export class Finder {
  readonly #events: FinderEvents;
  #source: RowSource | undefined;
  #current: { readonly match: number; readonly seq: number } | undefined;
  #problem: string | undefined;
  /** Direction of a step that was requested before there was a match. */
  #wanted: 1 | -1 | undefined;
  /** Entry from which on the first match is shown as soon as there is one. */
  #from: number | undefined;

  constructor(events: FinderEvents) {
    this.#events = events;
  }

  /** Number of the entry with the current match. */
  get currentSeq(): number | undefined {
    return this.#current?.seq;
  }

  /** Starts another search. If an entry is given, its first match from there on is shown. */
  begin(source: RowSource, from?: number): void {
    this.#source = source;
    this.#from = from;
    this.#current = undefined;
    this.#problem = undefined;
    this.#wanted = undefined;
    this.#reportState();
  }

  /** Forgets the current match, because its entry is gone. */
  forget(): void {
    this.#current = undefined;
  }

  /** Called if the search is invalid: any matches are those of an earlier search. */
  refused(problem: string): void {
    this.#problem = problem;
    this.#reportState();
  }

  /** Called when more rows have been searched. `topSeq` is the first visible entry. */
  progressed(topSeq: number): void {
    this.#reportState();
    if (this.#problem !== undefined) return;
    const matches = this.#source?.state.matches ?? 0;
    if (this.#wanted !== undefined && matches > 0) void this.step(this.#wanted, this.#from ?? topSeq);
    else if (this.#from !== undefined) void this.#showFirst(this.#from);
  }

  /** Shows the first match from an entry on, or an earlier one once everything has been searched. */
  async #showFirst(from: number): Promise<void> {
    const source = this.#source;
    const { matches } = source?.state ?? { matches: 0 };
    const isWhole = source?.progress === 1;
    const found = matches > 0 ? await source?.locate({ matchFrom: from }) : undefined;
    if (source !== this.#source || this.#from !== from || (!found && !isWhole)) return;
    // Don't let later messages move the rows.
    this.#from = undefined;
    if (matches > 0) await this.step(1, from);
  }

  /** Shows the next or previous match; the first step starts at the first visible entry. */
  async step(by: 1 | -1, topSeq: number): Promise<void> {
    if (this.#problem !== undefined) return;
    const source = this.#source;
    const matches = source?.state.matches ?? 0;
    this.#wanted = matches === 0 ? by : undefined;
    if (!source || matches === 0) return;
    this.#from = undefined;
    const around = (match: number) => source.locate({ match: (match + matches) % matches });
    let found: Located | undefined;
    if (this.#current) found = await around(this.#current.match + by);
    else {
      found = (await source.locate({ matchFrom: topSeq })) ?? (await source.locate({ match: 0 }));
      if (by === -1 && found?.match !== undefined) found = await around(found.match - 1);
    }
    if (source !== this.#source || found?.match === undefined) return;
    this.#current = { match: found.match, seq: found.seq };
    this.#events.show(found);
    this.#reportState();
  }

  #reportState(): void {
    const { state, progress } = this.#source ?? { state: undefined, progress: 0 };
    this.#events.changed({
      matches: state?.matches ?? 0,
      current: this.#current?.match,
      progress,
      slow: state?.slow ?? 0,
      problem: this.#problem,
    });
  }
}
