/** Rows of which more is shown: a line's hexdump, a bubble's whole text. */
import { host } from '../hostCalls.ts';
import type { ChatRowState } from './chatRow.ts';
import type { OpenRow } from './logRow.ts';

const dumpStepBytes = 4096;

export class OpenRows {
  readonly #changed: () => void;
  /** Bytes of rows with their dump open, as far as they are here. */
  readonly #dumps = new Map<number, Uint8Array | undefined>();
  readonly #long = new Set<number>();

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Opens the hexdump of an entry, or closes it. */
  toggleDump(seq: number): void {
    if (this.#dumps.delete(seq)) this.#changed();
    else void this.#load(seq, dumpStepBytes);
  }

  /** Nothing when its dump isn't open. */
  dumpOf(seq: number): OpenRow | undefined {
    if (!this.#dumps.has(seq)) return undefined;
    const bytes = this.#dumps.get(seq);
    return { bytes, loadMore: () => void this.#load(seq, (bytes?.length ?? 0) + dumpStepBytes) };
  }

  bubbleOf(seq: number): ChatRowState {
    const showMore = () => {
      this.#long.add(seq);
      this.#changed();
    };
    return { isLong: this.#long.has(seq), showMore };
  }

  clear(): void {
    this.#dumps.clear();
    this.#long.clear();
  }

  async #load(seq: number, length: number): Promise<void> {
    if (!this.#dumps.has(seq)) this.#dumps.set(seq, undefined);
    this.#changed();
    const bytes = await host.entryBytes(seq, 0, length).catch(() => new Uint8Array() /* it has gone, or its engine */);
    // It may have been closed meanwhile.
    if (this.#dumps.has(seq)) this.#dumps.set(seq, bytes);
    this.#changed();
  }
}
