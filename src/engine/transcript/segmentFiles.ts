/**
 * Names of a log's files: the generation, which increases with each clear, and the segment's number in the log. The
 * generation is the time of the clear before the segment, in ms since the epoch, so that the next window knows how long
 * it can be undone; odd if it can't be undone, and 0 before the first clear. Undoing a clear gives the files since then
 * the generation of those that it hid.
 */
import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isUndoable } from '../../core/undoableMs.ts';
import { openRegularFile } from '../../files/regularFile.ts';
import { isNumberPossible } from './possibleRecord.ts';
import { Segment } from './segment.ts';
import { formatMarkBytes, isOtherFormat } from './segmentHead.ts';

/** Portside never writes longer numbers than these. */
const fileName = /^(\d{1,15})-(\d{6,10})\.log$/;

export class SegmentFiles {
  readonly #directory: string;
  readonly #generation: number;
  /** The highest generation so far: a file of one that was undone may still have it. */
  readonly #highest: number;

  constructor(directory: string, generation: number, highest = generation) {
    this.#directory = directory;
    this.#generation = generation;
    this.#highest = highest;
  }

  /** Time of the clear before these files, in ms since the epoch. */
  get clearedMs(): number {
    return this.#generation;
  }

  /** Returns the names for the log after a clear, which can be undone if its time is given. */
  next(clearedMs?: number): SegmentFiles {
    const least = Math.max(this.#highest + 1, clearedMs === undefined ? 0 : clearedMs - (clearedMs % 2));
    return new SegmentFiles(this.#directory, isOdd(least) === (clearedMs === undefined) ? least : least + 1);
  }

  /** Returns the names for the log after an undo: those of the generation of the first segment that comes back. */
  backTo(first: Segment): SegmentFiles {
    const generation = logFile(basename(first.path), this.#directory)?.generation ?? this.#generation;
    return new SegmentFiles(this.#directory, generation, this.#highest);
  }

  /** Creates a segment. */
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
  /** Files of the last generation. */
  readonly files: SegmentFiles;
  /** Segments by ascending number, without those whose files are missing. */
  readonly segments: readonly StoredSegmentFile[];
  /** True if the first segment is the first one that the log ever had. */
  readonly isFromStart: boolean;
  /** Paths of files with entries that were cleared so long ago that they can't be restored. */
  readonly expired: readonly string[];
}

export interface StoredSegmentFile {
  readonly path: string;
  readonly number: number;
  /** Time of the clear before this segment, in ms since the epoch. Absent if there was none or it can't be undone. */
  readonly clearedMs?: number;
}

export async function storedSegments(directory: string, now = Date.now()): Promise<StoredSegments> {
  const names = await readdir(directory).catch(() => [] /* nothing has been written yet */);
  return segmentsAmong(names, directory, now);
}

/** Finds the segments among the names in a log's directory. */
export function segmentsAmong(names: readonly string[], directory: string, now = Date.now()): StoredSegments {
  const found = names.flatMap(name => logFile(name, directory) ?? []);
  found.sort((one, other) => one.number - other.number || one.generation - other.generation);
  const last = found.reduce((latest, { generation }) => Math.max(latest, generation), 0);
  // If two files have the same number, the earlier one is a copy.
  const isCopy = ({ number }: LogFile, at: number) => found[at + 1]?.number === number;
  const files = found.filter((file, at) => !isCopy(file, at));
  const end = files.findIndex(({ number }, at) => !isNumberPossible(number, files[at - 1]?.number ?? 0));
  if (end >= 0) files.length = end;
  // A segment that follows one of a later generation was restored by an undo, and couldn't be renamed.
  let reached = files[0]?.generation ?? 0;
  const segments = files.map(({ path, number, generation }): StoredSegmentFile => {
    const clearedMs = generation > reached ? generation : undefined;
    reached = Math.max(reached, generation);
    return { path, number, ...(clearedMs !== undefined && { clearedMs }) };
  });
  const isFinal = ({ clearedMs }: StoredSegmentFile) =>
    clearedMs !== undefined && (isOdd(clearedMs) || !isUndoable(clearedMs, now));
  const from = Math.max(0, segments.findLastIndex(isFinal));
  const kept = segments.slice(from).map(({ clearedMs, ...segment }, at) => ({
    ...segment,
    ...(at > 0 && clearedMs !== undefined && { clearedMs }),
  }));
  const expired = [...found.filter(isCopy), ...segments.slice(0, from)].map(({ path }) => path);
  const isFromStart = files[from]?.generation === 0 && files[from]?.number === 0;
  return { files: new SegmentFiles(directory, last), segments: kept, isFromStart, expired };
}

function isOdd(generation: number): boolean {
  return generation % 2 === 1;
}

interface LogFile {
  readonly path: string;
  readonly generation: number;
  readonly number: number;
}

function logFile(name: string, directory: string): LogFile | undefined {
  const [, generation, number] = fileName.exec(name) ?? [];
  if (generation === undefined || number === undefined) return undefined;
  const file = { path: join(directory, name), generation: Number(generation), number: Number(number) };
  // A name with different leading zeros would mean the same segment.
  return nameOf(file.generation, file.number) === name ? file : undefined;
}

/** Deletes the files of a log whose entries can no longer be restored; none if another version of Portside wrote it. */
export async function deleteExpired(directory: string, now?: number): Promise<void> {
  const { expired } = await storedSegments(directory, now);
  if (expired.length > 0 && !(await hasOtherFormat(directory))) await deleteFiles(expired);
}

/** Deletes files. Those that can't be deleted now are deleted with the directory. */
export async function deleteFiles(paths: readonly string[]): Promise<void> {
  await Promise.all(paths.map(path => rm(path, { recursive: true, force: true }).catch(() => undefined)));
}

/** Returns true if any log file in a directory was written by another version of Portside. */
export async function hasOtherFormat(directory: string): Promise<boolean> {
  const names = await readdir(directory).catch(() => [] /* nothing has been written yet */);
  for (const name of names)
    if (fileName.test(name) && isOtherFormat(await firstBytes(join(directory, name)))) return true;
  return false;
}

/** Returns the bytes that identify a file's format; none if it can't be read, which counts as damage. */
async function firstBytes(path: string): Promise<Uint8Array> {
  try {
    await using file = await openRegularFile(path);
    const bytes = new Uint8Array(formatMarkBytes);
    const { bytesRead } = await file.read(bytes, 0, formatMarkBytes, 0);
    return bytes.subarray(0, bytesRead);
  } catch {
    return new Uint8Array();
  }
}
