/** Rows that show more than usual: lines with their hexdump, and unfolded bubbles. */
import type { PanelRow, RowForm } from '../../src/protocol/panelCalls.ts';
import { host } from '../hostCalls.ts';
import type { ChatRowState } from './chatRow.ts';
import type { OpenRow } from './logRow.ts';

const dumpStepBytes = 4096;

export class OpenRows {
  readonly #changed: () => void;
  /** Fetched bytes of such rows; undefined while they are being fetched. */
  readonly #bytes = new Map<number, Uint8Array | undefined>();
  readonly #dumps = new Set<number>();
  /** Unfolded by the user. */
  readonly #long = new Set<number>();
  /** Unfolded for a match. */
  readonly #found = new Set<number>();

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Opens or closes the hexdump of an entry. */
  toggleDump(seq: number): void {
    if (this.#dumps.delete(seq)) {
      this.#dropBytes(seq);
      this.#changed();
    } else {
      this.#dumps.add(seq);
      void this.#load(seq, dumpStepBytes);
    }
  }

  /** Returns undefined if the entry's hexdump isn't open. */
  dumpOf(seq: number): OpenRow | undefined {
    if (!this.#dumps.has(seq)) return undefined;
    const bytes = this.#bytes.get(seq);
    return { bytes, loadMore: () => void this.#load(seq, (bytes?.length ?? 0) + dumpStepBytes) };
  }

  /** Returns whether a bubble is unfolded, and its bytes that have been fetched. */
  bubbleOf({ seq, bytes }: PanelRow, form: RowForm): Pick<ChatRowState, 'isLong' | 'bytes' | 'showMore' | 'showLess'> {
    const showMore = () => {
      this.#unfold(this.#long, seq, form);
      this.#changed();
    };
    const showLess = () => this.toggleLong(seq, form);
    const isLong = this.#isLong(seq);
    return { isLong, bytes: (isLong ? this.#bytes.get(seq) : undefined) ?? bytes, showMore, showLess };
  }

  /** Unfolds a bubble, or folds it again. */
  toggleLong(seq: number, form: RowForm): void {
    const wasLong = this.#isLong(seq);
    this.#long.delete(seq);
    this.#found.delete(seq);
    if (wasLong) this.#dropBytes(seq);
    else this.#unfold(this.#long, seq, form);
    this.#changed();
  }

  /** Unfolds a bubble for a match, until another list is shown. */
  unfoldMatch(seq: number, form: RowForm): void {
    this.#unfold(this.#found, seq, form);
  }

  /** Folds rows that were unfolded for matches. Rows that the user has opened stay open in another list of the same transcript. */
  foldMatches(): void {
    const found = [...this.#found];
    this.#found.clear();
    for (const seq of found) this.#dropBytes(seq);
  }

  clear(): void {
    this.#bytes.clear();
    this.#dumps.clear();
    this.#long.clear();
    this.#found.clear();
  }

  #isLong(seq: number): boolean {
    return this.#long.has(seq) || this.#found.has(seq);
  }

  /** Shows what has been fetched, and fetches more bytes if the form shows bytes. */
  #unfold(rows: Set<number>, seq: number, form: RowForm): void {
    rows.add(seq);
    if (form !== 'text' && !this.#bytes.has(seq)) void this.#load(seq, dumpStepBytes);
  }

  /** Drops the bytes of a row that no longer shows them. */
  #dropBytes(seq: number): void {
    if (!this.#dumps.has(seq) && !this.#isLong(seq)) this.#bytes.delete(seq);
  }

  async #load(seq: number, length: number): Promise<void> {
    if (!this.#bytes.has(seq)) this.#bytes.set(seq, undefined);
    this.#changed();
    const bytes = await host.entryBytes(seq, 0, length).catch(() => new Uint8Array() /* the entry no longer exists */);
    // The row may have been closed in the meantime.
    if (this.#bytes.has(seq)) this.#bytes.set(seq, bytes);
    this.#changed();
  }
}
