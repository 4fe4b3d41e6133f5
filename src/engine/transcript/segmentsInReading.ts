/** Keeps the files of few segments open for reading: those that were read most recently. */
import { noConversation, startOwned } from '../owned.ts';
import type { Segment } from './segment.ts';

/** Maximum number of segments whose file stays open for reading. */
const maxOpenFiles = 8;

export class SegmentsInReading {
  /** The least recently read one first. */
  #segments: Pick<Segment, 'close'>[] = [];

  /** Counts a segment as just read, and closes the file of the least recently read one if too many are open. */
  add(segment: Pick<Segment, 'close'>): void {
    this.remove([segment]);
    this.#segments.push(segment);
    const oldest = this.#segments.length > maxOpenFiles ? this.#segments.shift() : undefined;
    if (oldest) startOwned(noConversation, 'segmentsInReading.close', () => oldest.close());
  }

  /** Called when segments are closed otherwise. */
  remove(segments: readonly Pick<Segment, 'close'>[]): void {
    this.#segments = this.#segments.filter(segment => !segments.includes(segment));
  }

  /** Called when all files are closed. */
  clear(): void {
    this.#segments = [];
  }
}
