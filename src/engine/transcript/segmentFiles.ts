/** How the files of a log are called: the generation, which a clear counts on, and the segment's number in it. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Segment } from './segment.ts';

const fileName = /^(\d+)-(\d+)\.log$/;

export class SegmentFiles {
  readonly #directory: string;
  readonly #generation: number;

  constructor(directory: string, generation: number) {
    this.#directory = directory;
    this.#generation = generation;
  }

  /** Of the log after a clear. */
  next(): SegmentFiles {
    return new SegmentFiles(this.#directory, this.#generation + 1);
  }

  /** A new segment. */
  create(number: number, firstSeq: number): Segment {
    return new Segment(this.path(number), firstSeq);
  }

  path(number: number): string {
    return join(this.#directory, `${this.#generation}-${String(number).padStart(6, '0')}.log`);
  }
}

/** Segments found in a log's directory. */
export interface StoredSegments {
  /** Of the last generation. */
  readonly files: SegmentFiles;
  /** Of its segments; they have no gaps. */
  readonly numbers: number[];
  /** Paths of the files of earlier generations. */
  readonly cleared: string[];
}

export async function storedSegments(directory: string): Promise<StoredSegments> {
  const names = await readdir(directory).catch(() => [] /* nothing was ever written */);
  const found = names.flatMap(name => {
    const [, generation, number] = fileName.exec(name) ?? [];
    return number === undefined ? [] : [{ name, generation: Number(generation), number: Number(number) }];
  });
  const generation = Math.max(0, ...found.map(file => file.generation));
  const numbers = found.filter(file => file.generation === generation).map(file => file.number);
  numbers.sort((one, other) => one - other);
  // Only what hangs together up to the newest is a transcript.
  const gap = numbers.findLastIndex((number, at) => at > 0 && number !== (numbers[at - 1] ?? 0) + 1);
  const cleared = found.filter(file => file.generation !== generation).map(({ name }) => join(directory, name));
  return { files: new SegmentFiles(directory, generation), numbers: numbers.slice(Math.max(0, gap)), cleared };
}
