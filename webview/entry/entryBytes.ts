/** The bytes of an entry, fetched from the beginning as far as needed. */
import { errorText } from '../errorText.ts';

export type FetchBytes = (seq: number, offset: number, length: number) => Promise<Uint8Array>;

const firstStepBytes = 64 * 1024;
/** Maximum number of bytes that the host returns per call. */
const maxFetchBytes = 16 * 1024 * 1024;

export class EntryBytes {
  readonly seq: number;
  readonly length: number;
  readonly #fetch: FetchBytes;
  readonly #changed: () => void;
  #bytes: Uint8Array = new Uint8Array();
  #problem: string | undefined;
  #loading: Promise<void> = Promise.resolve();
  #waiting = 0;

  /** `changed` is called when more bytes have arrived, or a fetch failed. */
  constructor(seq: number, length: number, fetch: FetchBytes, changed: () => void) {
    this.seq = seq;
    this.length = length;
    this.#fetch = fetch;
    this.#changed = changed;
  }

  /** The bytes fetched so far. A different array whenever more have arrived. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** Number of bytes that haven't been fetched. */
  get left(): number {
    return this.length - this.#bytes.length;
  }

  get isLoading(): boolean {
    return this.#waiting > 0;
  }

  /** Error of the last fetch. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /**
   * Fetches 64 KiB at first, then as much again as has been fetched (16 MiB at most), so that a few clicks reach the
   * end of any entry.
   */
  more(): Promise<void> {
    const here = this.#bytes.length;
    return this.loadTo(here + Math.max(firstStepBytes, Math.min(here, maxFetchBytes)));
  }

  /** Settles when everything up to `end` has been fetched, or can't be. */
  async loadTo(end: number): Promise<void> {
    this.#waiting++;
    this.#loading = this.#loading.then(() => this.#load(Math.min(end, this.length)));
    await this.#loading;
    this.#waiting--;
    this.#changed();
  }

  async #load(end: number): Promise<void> {
    this.#problem = undefined;
    try {
      while (this.#bytes.length < end) await this.#step(end);
    } catch (error) {
      this.#problem = errorText(error);
    }
  }

  async #step(end: number): Promise<void> {
    const here = this.#bytes.length;
    const chunk = await this.#fetch(this.seq, here, Math.min(end - here, maxFetchBytes));
    if (chunk.length === 0) throw new RangeError(`entry ${this.seq} ends at byte ${here}`);
    const bytes = new Uint8Array(here + chunk.length);
    bytes.set(this.#bytes);
    bytes.set(chunk, here);
    this.#bytes = bytes;
  }
}
