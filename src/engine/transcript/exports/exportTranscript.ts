/** Writes what a filter lets through to a file, a stretch at a time. */
import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { decodeTextPieces } from '../../../core/bytes/decodeText.ts';
import type { ExportFormat } from '../../../core/exportFormat.ts';
import { SocketError } from '../../../core/socketError.ts';
import type { ViewFilter } from '../../../core/transcriptEntry.ts';
import { logFromEngine } from '../../engineLog.ts';
import { FrameSearch } from '../../matching/matching.ts';
import { PatternTimeout } from '../../matching/patternThread.ts';
import { entryFilter } from '../entryFilter.ts';
import type { IndexedEntry } from '../entryIndex.ts';
import { EntryReader } from '../entryReader.ts';
import { originOf } from '../originCode.ts';
import { storedEvent } from '../storedEvent.ts';
import type { Transcript } from '../transcript.ts';
import type { ExportEntry, ExportFormatter } from './exportEntry.ts';
import { exportFormats } from './exportFormats.ts';
import type { ExportedEndpoint } from './packetSides.ts';

const writeBytes = 256 * 1024;
/** So long a stretch may keep the sockets waiting; the clock is looked at every so many entries. */
const sliceMs = 5;
const clockEvery = 64;

export interface ExportOptions {
  readonly format: ExportFormat;
  /** Written under another name first: a file that is there is replaced when the export is whole, and else stays as it is. */
  readonly path: string;
  readonly filter: ViewFilter;
}

export interface ExportWatch {
  readonly signal: AbortSignal;
  /** Entries looked at, of all. */
  onProgress(done: number, total: number): void;
}

export interface Exported {
  readonly entries: number;
  readonly bytes: number;
}

/**
 * Exports the entries that are there now; those that go meanwhile are left out. Rejects with CANCELLED when the signal comes or the
 * transcript is removed, or the system's error when the file can't be written; then there is no file.
 */
export async function exportTranscript(
  transcript: Transcript,
  { format, path, filter, endpoint }: ExportOptions & { endpoint: ExportedEndpoint },
  watch: ExportWatch,
): Promise<Exported> {
  const part = `${path}.${randomUUID().slice(0, 8)}.part`;
  const file = await open(part, 'wx');
  try {
    const exported = await writeEntries(
      transcript,
      filter,
      exportFormats[format](endpoint),
      new FileWriter(file),
      watch,
    );
    await file.close();
    await rename(part, path);
    return exported;
  } catch (error) {
    await file.close();
    await rm(part, { force: true });
    throw error;
  }
}

async function writeEntries(
  transcript: Transcript,
  filter: ViewFilter,
  formatter: ExportFormatter,
  writer: FileWriter,
  { signal, onProgress }: ExportWatch,
): Promise<Exported> {
  const passes = entryFilter(transcript, filter);
  const source = new EntrySource(transcript);
  const search = filter.search && new FrameSearch(filter.search, transcript.encoding, { owner: source, signal });
  const { first, count, generation } = transcript;
  let entries = 0;
  let sliceEnd = performance.now() + sliceMs;
  let looks = 0;
  for (let seq = transcript.nextShown(first); seq < count; seq = transcript.nextShown(seq + 1)) {
    // What is in memory is read without a turn for others, and what doesn't pass isn't written.
    if (looks++ % clockEvery === 0 && performance.now() > sliceEnd) {
      onProgress(seq - first, count - first);
      await nextTurn();
      sliceEnd = performance.now() + sliceMs;
    }
    if (signal.aborted || transcript.isOver) throw new SocketError('CANCELLED');
    if (generation !== transcript.generation) break;
    if (seq < transcript.first) seq = transcript.nextShown(transcript.first);
    if (seq >= count) break;
    if (passes && !passes(seq)) continue;
    const entry = await source.entry(seq);
    if (!entry || (search && (entry.event || !(await isFound(search, entry.bytes, signal))))) continue;
    for (const piece of formatter(entry)) {
      if (!writer.add(piece)) continue;
      await writer.flush();
      onProgress(seq - first, count - first);
    }
    entries++;
  }
  await writer.flush();
  return { entries, bytes: writer.bytes };
}

/** In an entry that takes too long to search nothing counts as found, as in a view. */
async function isFound(search: FrameSearch, bytes: Uint8Array, signal: AbortSignal): Promise<boolean> {
  try {
    return await search.test(bytes);
  } catch (error) {
    if (error instanceof PatternTimeout) return false;
    throw signal.aborted ? new SocketError('CANCELLED') : error;
  }
}

/** Entries in order, with their bytes. */
class EntrySource {
  readonly #transcript: Transcript;
  readonly #reader: EntryReader;
  /** Frames that could complete their last characters are not part of the export. */
  readonly #unfinished: ReadonlySet<number>;

  constructor(transcript: Transcript) {
    this.#transcript = transcript;
    this.#unfinished = transcript.unfinished;
    this.#reader = new EntryReader(transcript);
  }

  /** Undefined if it is gone. One that can't be read is an event that says so. */
  async entry(seq: number): Promise<ExportEntry | undefined> {
    const transcript = this.#transcript;
    const { generation } = transcript;
    const indexed = transcript.entry(seq);
    const peer = transcript.peerOf(indexed.peer);
    const head = { seq, time: indexed.time, direction: indexed.direction, ...(peer && { peer }) };
    try {
      if (!transcript.isLost(seq)) return await this.#whole(head, indexed);
    } catch (error) {
      if (transcript.isOver) throw new SocketError('CANCELLED');
      if (seq < transcript.first || generation !== transcript.generation) return undefined;
      logFromEngine('warn', 'entryNotRead', {}, error);
    }
    return { ...head, direction: 'event', bytes: new Uint8Array(), text: [], event: transcript.unreadable(seq) };
  }

  async #whole(
    head: Pick<ExportEntry, 'seq' | 'time' | 'direction' | 'peer'>,
    indexed: IndexedEntry,
  ): Promise<ExportEntry> {
    const { seq, direction } = head;
    const { encoding } = this.#transcript;
    const carryOut = this.#unfinished.has(seq) ? 0 : indexed.carryOut;
    const all = this.#reader.bytes(indexed) ?? (await this.#reader.load(indexed));
    if (direction === 'event') {
      const event = storedEvent(all) ?? this.#transcript.unreadable(seq);
      return { ...head, bytes: new Uint8Array(), text: [], event };
    }
    return {
      ...head,
      bytes: all.subarray(indexed.carryIn),
      get text() {
        return decodeTextPieces(all.subarray(0, Math.max(0, all.length - carryOut)), encoding);
      },
      ...(direction === 'out' && { origin: originOf(indexed.origin) }),
    };
  }
}

/** Collects pieces and writes them a stretch at a time. */
class FileWriter {
  readonly #file: FileHandle;
  #pieces: Uint8Array[] = [];
  #collected = 0;
  #bytes = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Whether it is time to flush. */
  add(piece: string | Uint8Array): boolean {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    this.#pieces.push(bytes);
    this.#collected += bytes.length;
    return this.#collected >= writeBytes;
  }

  async flush(): Promise<void> {
    const pieces = Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#collected = 0;
    for (let at = 0; at < pieces.length; ) at += (await this.#file.write(pieces, at)).bytesWritten;
    this.#bytes += pieces.length;
  }
}
