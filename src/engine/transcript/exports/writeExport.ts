/** Writes the entries that a filter accepts to a file, in slices. */
import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { decodeTextPieces } from '../../../core/bytes/decodeText.ts';
import type { Exported, ExportOptions } from '../../../core/calls/transcriptCalls.ts';
import { translateBy } from '../../../core/phrase.ts';
import { SocketError } from '../../../core/socketError.ts';
import type { ViewFilter } from '../../../core/transcriptEntry.ts';
import { checkReplaceable } from '../../../files/regularFile.ts';
import { logFromEngine } from '../../engineLog.ts';
import type { LongCallWatch } from '../../longCalls.ts';
import { FrameSearch } from '../../matching/frameSearch.ts';
import { PatternTimeout } from '../../matching/patternThread.ts';
import { entryFilter } from '../entryFilter.ts';
import type { IndexedEntry } from '../entryIndex.ts';
import { LogWindow } from '../logWindow.ts';
import { originOf } from '../recordCodes.ts';
import { storedEvent } from '../storedEvent.ts';
import type { Transcript } from '../transcript.ts';
import type { ExportEntry, ExportFormatter } from './exportEntry.ts';
import { exportFormats } from './exportFormats.ts';
import type { ExportedEndpoint } from './packetSides.ts';

const writeBytes = 256 * 1024;
/** Maximum time that a slice may block the sockets, and the number of entries after which the clock is read. */
const sliceMs = 5;
const clockEvery = 64;

/**
 * Exports the entries that exist now; those removed in the meantime are left out. Rejects with CANCELLED if the signal
 * is aborted or the transcript is removed, with NOT_REPLACEABLE if something other than a file is at the path, or with
 * the system's error if the file can't be written; no file is left then.
 */
export async function writeExport(
  transcript: Transcript,
  { format, path, filter, endpoint, translations }: ExportOptions & { endpoint: ExportedEndpoint },
  watch: LongCallWatch,
): Promise<Exported> {
  await checkReplaceable(path);
  const part = `${path}.${randomUUID().slice(0, 8)}.part`;
  const file = await open(part, 'wx');
  try {
    const exported = await writeEntries(
      transcript,
      filter,
      exportFormats[format]({ ...endpoint, encoding: transcript.encoding }, translateBy(translations)),
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
  { signal, onProgress }: LongCallWatch,
): Promise<Exported> {
  const passes = entryFilter(transcript.index, filter);
  const source = new EntrySource(transcript);
  const search = filter.search && new FrameSearch(filter.search, transcript.encoding, { owner: source, signal });
  const { index } = transcript;
  const { first, count, generation } = index;
  let entries = 0;
  let sliceEnd = performance.now() + sliceMs;
  let looks = 0;
  for (let seq = index.nextShown(first); seq < count; seq = index.nextShown(seq + 1)) {
    // Yields explicitly: reading entries in memory and skipping those that don't pass never yields.
    if (looks++ % clockEvery === 0 && performance.now() > sliceEnd) {
      onProgress(seq - first, count - first);
      await nextTurn();
      sliceEnd = performance.now() + sliceMs;
    }
    if (signal.aborted || transcript.isOver) throw new SocketError('CANCELLED');
    if (generation !== index.generation) break;
    if (seq < index.first) seq = index.nextShown(index.first);
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

/** Searches an entry. One that takes too long counts as not matching, as in a view. */
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
  readonly #window: LogWindow;
  /** Frames that could complete their last characters aren't part of the export. */
  readonly #unfinished: ReadonlySet<number>;

  constructor(transcript: Transcript) {
    this.#transcript = transcript;
    this.#unfinished = transcript.unfinished;
    this.#window = new LogWindow(transcript.rows);
  }

  /** Returns an entry; undefined if it has been removed. An unreadable one becomes an event that says so. */
  async entry(seq: number): Promise<ExportEntry | undefined> {
    const transcript = this.#transcript;
    const { index } = transcript;
    const { generation } = index;
    const indexed = index.entry(seq);
    const peer = index.peerOf(indexed.peer);
    const head = { seq, time: indexed.time, direction: indexed.direction, ...(peer && { peer }) };
    try {
      if (!index.isLost(seq)) return await this.#whole(head, indexed);
    } catch (error) {
      if (transcript.isOver) throw new SocketError('CANCELLED');
      if (seq < index.first || generation !== index.generation) return undefined;
      logFromEngine('warn', 'entryNotRead', {}, error);
    }
    return { ...head, direction: 'event', bytes: new Uint8Array(), text: [], event: index.unreadable(seq) };
  }

  async #whole(
    head: Pick<ExportEntry, 'seq' | 'time' | 'direction' | 'peer'>,
    indexed: IndexedEntry,
  ): Promise<ExportEntry> {
    const { seq, direction } = head;
    const { encoding } = this.#transcript;
    const carryOut = this.#unfinished.has(seq) ? 0 : indexed.carryOut;
    const all = this.#window.bytes(indexed) ?? (await this.#window.load(indexed));
    if (direction === 'event') {
      const event = storedEvent(all) ?? this.#transcript.index.unreadable(seq);
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

/** Collects pieces and writes them in bulk. */
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

  /** Adds a piece. Returns true when it is time to flush. */
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
