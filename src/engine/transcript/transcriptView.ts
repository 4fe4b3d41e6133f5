/** The rows of a transcript that meet a filter, found as they come. */
import type { Direction, Row, ViewFilter } from '../../core/transcriptEntry.ts';

const maxRows = 1000;

/** What a view needs of its transcript. */
export interface ViewedTranscript {
  readonly count: number;
  /** How often it was cleared. */
  readonly generation: number;
  direction(seq: number): Direction;
  /** Nothing for events of the endpoint itself. */
  peerId(seq: number): string | undefined;
  row(seq: number): Promise<Row>;
}

export class TranscriptView {
  readonly #transcript: ViewedTranscript;
  readonly #matches: ((seq: number) => boolean) | undefined;
  #seqs: number[] = [];
  #scanned = 0;
  #generation: number;

  constructor(transcript: ViewedTranscript, filter: ViewFilter) {
    this.#transcript = transcript;
    this.#matches = matcher(transcript, filter);
    this.#generation = transcript.generation;
  }

  /** Rows that the view has now. */
  get count(): number {
    if (!this.#matches) return this.#transcript.count;
    this.#scan(this.#matches);
    return this.#seqs.length;
  }

  /** Up to 1,000 rows from `from`, a position in the view. */
  async rows(from: number, count: number): Promise<Row[]> {
    const end = Math.min(this.count, from + Math.min(count, maxRows));
    const rows: Row[] = [];
    const generation = this.#transcript.generation;
    try {
      for (let at = Math.max(0, from); at < end; at++) {
        rows.push(await this.#transcript.row(this.#matches ? (this.#seqs[at] ?? 0) : at));
      }
    } catch (error) {
      // Cleared while reading: the rows asked for are gone, which is no error.
      if (generation === this.#transcript.generation) throw error;
    }
    return generation === this.#transcript.generation ? rows : [];
  }

  #scan(matches: (seq: number) => boolean): void {
    if (this.#generation !== this.#transcript.generation) {
      this.#generation = this.#transcript.generation;
      this.#seqs = [];
      this.#scanned = 0;
    }
    for (; this.#scanned < this.#transcript.count; this.#scanned++) {
      if (matches(this.#scanned)) this.#seqs.push(this.#scanned);
    }
  }
}

/** Events of the endpoint itself belong to every peer's conversation. */
function matcher(
  transcript: ViewedTranscript,
  { peers, directions }: ViewFilter,
): ((seq: number) => boolean) | undefined {
  if (!peers && !directions) return undefined;
  const peerIds = peers && new Set(peers);
  const kinds = directions && new Set(directions);
  return seq => {
    if (kinds && !kinds.has(transcript.direction(seq))) return false;
    const peer = transcript.peerId(seq);
    return !peerIds || peer === undefined || peerIds.has(peer);
  };
}
