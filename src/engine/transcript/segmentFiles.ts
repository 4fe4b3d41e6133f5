/** Names of a log's files: the generation, which increases with each clear, and the segment's number in it. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openRegularFile } from '../../files/regularFile.ts';
import { isNumberPossible } from './possibleRecord.ts';
import { Segment } from './segment.ts';
import { formatBytes, isOtherFormat } from './segmentHead.ts';

/** Longer numbers than these are none of ours. */
const fileName = /^(\d{1,15})-(\d{6,10})\.log$/;

export class SegmentFiles {
  readonly #directory: string;
  readonly #generation: number;

  constructor(directory: string, generation: number) {
    this.#directory = directory;
    this.#generation = generation;
  }

  /** Names for the log after a clear. */
  next(): SegmentFiles {
    return new SegmentFiles(this.#directory, this.#generation + 1);
  }

  /** Name for a new segment. */
  create(number: number, firstSeq: number): Segment {
    return new Segment(this.path(number), firstSeq);
  }

  path(number: number): string {
    return join(this.#directory, nameOf(this.#generation, number));
  }
}

function nameOf(generation: number, number: number): string {
  return `${generation}-${String(number).padStart(6, '0')}.log`;
}

/** Segments found in a log's directory. */
export interface StoredSegments {
  /** Of the last generation. */
  readonly files: SegmentFiles;
  /** Numbers of its segments, ascending, without those whose files are missing. */
  readonly numbers: number[];
  /** The transcript was never cleared. */
  readonly isUncleared: boolean;
  /** Paths of the files of earlier generations. */
  readonly cleared: string[];
}

export async function storedSegments(directory: string): Promise<StoredSegments> {
  return segmentsAmong(await readdir(directory).catch(() => [] /* nothing has been written yet */), directory);
}

/** Finds the segments among the names in a log's directory. */
export function segmentsAmong(names: readonly string[], directory: string): StoredSegments {
  const found = names.flatMap(name => {
    const [, generation, number] = fileName.exec(name) ?? [];
    if (generation === undefined || number === undefined) return [];
    const file = { name, generation: Number(generation), number: Number(number) };
    // One with other zeros would stand for the same segment.
    return nameOf(file.generation, file.number) === name ? [file] : [];
  });
  // Not with spread syntax: there may be more files than a call can have arguments.
  const generation = found.reduce((latest, file) => Math.max(latest, file.generation), 0);
  const numbers = found.filter(file => file.generation === generation).map(file => file.number);
  numbers.sort((one, other) => one - other);
  const end = numbers.findIndex((number, at) => !isNumberPossible(number, numbers[at - 1] ?? 0));
  if (end >= 0) numbers.length = end;
  const cleared = found.filter(file => file.generation !== generation).map(({ name }) => join(directory, name));
  return { files: new SegmentFiles(directory, generation), numbers, isUncleared: generation === 0, cleared };
}

/** Whether any log file in a directory was written by another version of Portside. */
export async function hasOtherFormat(directory: string): Promise<boolean> {
  const names = await readdir(directory).catch(() => [] /* nothing has been written yet */);
  for (const name of names)
    if (fileName.test(name) && isOtherFormat(await firstBytes(join(directory, name)))) return true;
  return false;
}

/** Empty if the file can't be read, which is damage and not another format. */
async function firstBytes(path: string): Promise<Uint8Array> {
  try {
    await using file = await openRegularFile(path);
    const bytes = new Uint8Array(formatBytes);
    const { bytesRead } = await file.read(bytes, 0, formatBytes, 0);
    return bytes.subarray(0, bytesRead);
  } catch {
    return new Uint8Array();
  }
}
