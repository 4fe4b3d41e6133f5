/** Rows that show more: a line's hexdump, or a complete bubble. */
import type { PanelRow, RowForm } from '../../src/protocol/panelCalls.ts';
import { host } from '../hostCalls.ts';
import type { ChatRowState } from './chatRow.ts';
import type { OpenRow } from './logRow.ts';

const dumpStepBytes = 4096;

export class OpenRows {
  readonly #changed: () => void;
  /** Bytes of rows that show more of them, as far as they have been fetched. */
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

  /** Undefined if its hexdump isn't open. */
  dumpOf(seq: number): OpenRow | undefined {
    if (!this.#dumps.has(seq)) return undefined;
    const bytes = this.#bytes.get(seq);
    return { bytes, loadMore: () => void this.#load(seq, (bytes?.length ?? 0) + dumpStepBytes) };
  }

  /** How much of a bubble is shown, and which of its bytes have been fetched. */
  bubbleOf({ seq, bytes }: PanelRow, form: RowForm): Pick<ChatRowState, 'isLong' | 'bytes' | 'showMore'> {
    const showMore = () => {
      this.unfold(seq, form);
      this.#changed();
    };
    const isLong = this.#long.has(seq);
    return { isLong, bytes: (isLong ? this.#bytes.get(seq) : undefined) ?? bytes, showMore };
  }

  /** Shows a complete bubble, or folds it again. */
  toggleLong(seq: number, form: RowForm): void {
    if (!this.#long.delete(seq)) this.unfold(seq, form);
    else if (!this.#dumps.has(seq)) this.#bytes.delete(seq);
    this.#changed();
  }

  /** Shows everything of a bubble that has been fetched, or can be fetched for a form. */
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
    const bytes = await host.entryBytes(seq, 0, length).catch(() => new Uint8Array() /* it no longer exists */);
    // It may have been closed in the meantime.
    if (this.#bytes.has(seq)) this.#bytes.set(seq, bytes);
    this.#changed();
  }
}
