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
  readonly #long = new Set<number>();

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Opens or closes the hexdump of an entry. */
  toggleDump(seq: number): void {
    if (this.#dumps.delete(seq)) {
      if (!this.#long.has(seq)) this.#bytes.delete(seq);
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
  bubbleOf({ seq, bytes }: PanelRow, form: RowForm): Pick<ChatRowState, 'isLong' | 'bytes' | 'showMore'> {
    const showMore = () => {
      this.unfold(seq, form);
      this.#changed();
    };
    const isLong = this.#long.has(seq);
    return { isLong, bytes: (isLong ? this.#bytes.get(seq) : undefined) ?? bytes, showMore };
  }

  /** Unfolds a bubble, or folds it again. */
  toggleLong(seq: number, form: RowForm): void {
    if (!this.#long.delete(seq)) this.unfold(seq, form);
    else if (!this.#dumps.has(seq)) this.#bytes.delete(seq);
    this.#changed();
  }

  /** Unfolds a bubble: shows what has been fetched, and fetches more bytes if the form shows bytes. */
  unfold(seq: number, form: RowForm): void {
    this.#long.add(seq);
    if (form !== 'text' && !this.#bytes.has(seq)) void this.#load(seq, dumpStepBytes);
  }

  clear(): void {
    this.#bytes.clear();
    this.#dumps.clear();
    this.#long.clear();
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
