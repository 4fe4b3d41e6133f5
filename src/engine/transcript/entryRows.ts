/** Reads entries: as rows that are shown, as data for the API, and as bytes. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { rangesInText } from '../../core/bytes/textOffsets.ts';
import type { Range } from '../../core/search/matcher.ts';
import { type EntryData, previewBytes, type Row, type TranscriptEvent } from '../../core/transcriptEntry.ts';
import { logFromEngine } from '../engineLog.ts';
import { copyInTurns } from '../turns/copyInTurns.ts';
import type { IndexedEntry } from './entryIndex.ts';
import { originOf } from './recordCodes.ts';
import { storedEvent } from './storedEvent.ts';
import type { TranscriptIndex } from './transcriptIndex.ts';
import type { TranscriptLog } from './transcriptLog.ts';
import { entryText, wholeCharactersText } from './unfinishedCharacters.ts';

/** Maximum size of an entry's data that is returned to the API. */
const entryDataBytes = 64 * 1024;
const maxRows = 1000;
const entriesPerTurn = 32;
/** Bytes read after a preview to find out whether a character continues there; the longest emoji have fewer. */
const lookAheadBytes = 64;
/** Number of matches that are marked in one row. */
const maxMarks = 100;

/** Finds the matches that are marked in a row. Same as `Matcher.ranges`. */
export interface RowSearch {
  ranges(bytes: Uint8Array, limit: number): Range[] | Promise<Range[]>;
}

export class EntryRows {
  readonly #index: TranscriptIndex;
  readonly #log: Pick<TranscriptLog, 'read'>;

  constructor(index: TranscriptIndex, log: Pick<TranscriptLog, 'read'>) {
    this.#index = index;
    this.#log = log;
  }

  /** Returns raw bytes of a segment, fewer at its end. @throws RangeError if it has been removed. */
  logBytes(segment: number, offset: number, length: number): Promise<Uint8Array> {
    return this.#log.read(segment, offset, length);
  }

  /**
   * Returns a row with matches of a search marked, and with up to `frameBytes` bytes of the frame.
   * @throws RangeError if there is no such entry.
   */
  async row(seq: number, search?: RowSearch, frameBytes = 0): Promise<Row> {
    const entry = this.#index.entry(seq);
    const peer = this.#index.peerOf(entry.peer);
    const base = {
      seq,
      time: entry.time,
      direction: entry.direction,
      ...(peer && { peer: { id: peer.id, address: peer.address } }),
    };
    const asEvent = { ...base, direction: 'event', length: 0, text: '', more: 0 } as const;
    if (entry.direction === 'event') return { ...asEvent, event: await this.#eventOf(seq, entry) };
    const { carryIn, length } = entry;
    const shown = Math.min(length, previewBytes);
    const read = await this.#readIfWhole(seq, entry, carryIn + Math.min(length, shown + lookAheadBytes));
    if (!read) return { ...asEvent, event: this.#index.unreadable(seq) };
    const bytes = read.subarray(0, carryIn + shown);
    const text =
      shown === length
        ? entryText(bytes, entry.carryOut, this.#index.encoding)
        : wholeCharactersText(read, bytes.length, this.#index.encoding);
    const finds = search && (await search.ranges(bytes, maxMarks));
    const brokenAt = entry.direction === 'in' ? await this.#brokenAt(seq, entry) : undefined;
    return {
      ...base,
      length,
      text,
      more: length - shown,
      ...(finds && { marks: rangesInText(text, finds, this.#index.encoding) }),
      // Copied, since posting a view would copy its whole buffer.
      ...(frameBytes > 0 && { bytes: new Uint8Array(bytes.subarray(carryIn, carryIn + frameBytes)) }),
      ...(frameBytes > 0 && finds && { byteMarks: withoutCarried(finds, carryIn) }),
      ...(entry.direction === 'out' && { origin: originOf(entry.origin) }),
      ...(brokenAt !== undefined && { brokenAt }),
    };
  }

  /** Returns up to 1,000 entries from `from`, which counts from the end if negative. */
  async entries(from: number, count: number): Promise<EntryData[]> {
    const start = Math.max(this.#index.first, from < 0 ? this.#index.count + from : from);
    const end = Math.min(this.#index.count, start + Math.min(count, maxRows));
    const entries: EntryData[] = [];
    for (let seq = start; seq < end; seq++) {
      if (!this.#index.isHidden(seq)) entries.push(await this.#entryData(seq));
      // Reading entries in memory never yields, so yield explicitly.
      if (seq % entriesPerTurn === 0) await nextTurn();
    }
    return entries;
  }

  /** Returns a copy of a frame's bytes from `offset`, fewer at its end. @throws RangeError if there is no such entry. */
  async entryBytes(seq: number, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const entry = this.#index.entry(seq);
    const from = Math.min(offset, entry.length);
    // Copied, since the bytes belong to the log and posting a view would copy its whole buffer.
    return copyInTurns(await this.#read(entry, entry.carryIn + from, Math.min(length, entry.length - from)));
  }

  async #entryData(seq: number): Promise<EntryData> {
    const entry = this.#index.entry(seq);
    const { time, direction, length } = entry;
    const peer = this.#index.peerOf(entry.peer)?.id;
    const base = { seq, time, direction, ...(peer !== undefined && { peer }) };
    if (direction === 'event') return { ...base, event: await this.#eventOf(seq, entry) };
    const read = await this.#readIfWhole(seq, entry, entry.carryIn + Math.min(length, entryDataBytes));
    if (!read) return { ...base, direction: 'event', event: this.#index.unreadable(seq) };
    // Copied, since the bytes belong to the log and posting a view would copy its whole buffer.
    return { ...base, data: await copyInTurns(read.subarray(entry.carryIn)), length };
  }

  async #eventOf(seq: number, entry: IndexedEntry): Promise<TranscriptEvent> {
    if (this.#index.isLost(seq)) return this.#index.unreadable(seq);
    const read = await this.#readIfWhole(seq, entry, entry.length);
    return (read && storedEvent(read)) ?? this.#index.unreadable(seq);
  }

  /** The event about a flaw is recorded right after the frame. */
  async #brokenAt(seq: number, { peer, length }: IndexedEntry): Promise<number | undefined> {
    if (seq + 1 >= this.#index.count || this.#index.isLost(seq + 1)) return undefined;
    const next = this.#index.entry(seq + 1);
    if (next.direction !== 'event' || next.peer !== peer) return undefined;
    const event = await this.#eventOf(seq + 1, next);
    return event.code === 'brokenEnvelope' && event.at < length ? event.at : undefined;
  }

  /**
   * Returns the first bytes of an entry, including carried ones; undefined if it exists but can't be read. Rejects if
   * it was removed meanwhile.
   */
  async #readIfWhole(seq: number, entry: IndexedEntry, length: number): Promise<Uint8Array | undefined> {
    const generation = this.#index.generation;
    try {
      return await this.#read(entry, 0, length);
    } catch (error) {
      if (seq < this.#index.first || generation !== this.#index.generation) throw error;
      logFromEngine('warn', 'entryNotRead', {}, error);
      return undefined;
    }
  }

  async #read(entry: IndexedEntry, skip: number, length: number): Promise<Uint8Array> {
    const bytes = await this.#log.read(entry.segment, entry.offset + skip, length);
    if (bytes.length < length) throw new Error(`the log ends inside an entry: ${bytes.length} of ${length} bytes`);
    return bytes;
  }
}

/** Converts matches found in a frame preceded by `carryIn` bytes of earlier frames to matches in the frame itself. */
function withoutCarried(finds: readonly Range[], carryIn: number): Range[] {
  const moved = finds.map(([start, end]): Range => [Math.max(0, start - carryIn), end - carryIn]);
  return moved.filter(([start, end]) => start < end);
}
