/** The append-only record of one endpoint: frames in, frames out and events, in order. */
import type { Encoding } from '../../core/endpointConfig.ts';
import {
  type EntryData,
  type Origin,
  previewBytes,
  type Row,
  type TranscriptEvent,
  type ViewFilter,
} from '../../core/transcriptEntry.ts';
import { EntryIndex, type IndexedEntry } from './entryIndex.ts';
import { originCode, originOf } from './originCode.ts';
import { type LogBounds, TranscriptLog } from './transcriptLog.ts';
import { TranscriptView } from './transcriptView.ts';
import { previewText, UnfinishedCharacters, uncut } from './unfinishedCharacters.ts';

/** Entry data in one answer to the API is cut to this. */
const entryDataBytes = 64 * 1024;
const maxRows = 1000;

/** Whose entries they are: `number` in the log and index, `id` outside. */
export interface TranscriptPeer {
  readonly number: number;
  readonly id: string;
  readonly address: string;
}

export interface FrameRecord {
  readonly direction: 'in' | 'out';
  readonly peer: TranscriptPeer;
  readonly bytes: Uint8Array;
  readonly origin?: Origin;
  /** The frame is a piece of a longer text, so characters may be cut between it and the next. */
  readonly continues: boolean;
}

export interface TranscriptOptions {
  readonly directory: string;
  readonly encoding: Encoding;
  readonly onAppend: () => void;
  readonly bounds?: LogBounds;
}

export class Transcript {
  readonly #index = new EntryIndex();
  readonly #peers = new Map<number, TranscriptPeer>();
  readonly #log: TranscriptLog;
  readonly #onAppend: () => void;
  #encoding: Encoding;
  #unfinished: UnfinishedCharacters;
  #cleared = 0;

  constructor(options: TranscriptOptions) {
    this.#onAppend = options.onAppend;
    this.#encoding = options.encoding;
    this.#unfinished = new UnfinishedCharacters(options.encoding);
    this.#log = new TranscriptLog(options.directory, error => this.#logFailed(error), options.bounds);
  }

  get count(): number {
    return this.#index.count;
  }

  /** How often the transcript was cleared: views of an earlier time start again. */
  get generation(): number {
    return this.#cleared;
  }

  /** The disk does not keep up: pause reading until `drained()`. */
  get saturated(): boolean {
    return this.#log.saturated;
  }

  drained(): Promise<void> {
    return this.#log.drained();
  }

  /** How bytes become text from now on, also for entries that are there. */
  set encoding(encoding: Encoding) {
    this.#encoding = encoding;
    this.#unfinished = new UnfinishedCharacters(encoding);
  }

  frame({ direction, peer, bytes, origin = 'send', continues }: FrameRecord): void {
    this.#peers.set(peer.number, peer);
    const cut = continues ? this.#unfinished.cut(`${direction}${peer.number}`, bytes, this.count) : uncut;
    this.#append(direction, peer.number, bytes, originCode(origin), cut);
  }

  event(event: TranscriptEvent, peer?: TranscriptPeer): void {
    if (peer) this.#peers.set(peer.number, peer);
    this.#append('event', peer?.number ?? 0, new TextEncoder().encode(JSON.stringify(event)), 0, uncut);
  }

  /** Nothing more comes in (or goes out) of this peer's stream. */
  endOfStream(direction: 'in' | 'out', peer: TranscriptPeer): void {
    const seq = this.#unfinished.end(`${direction}${peer.number}`);
    if (seq !== undefined && seq < this.count) this.#index.keepTail(seq);
  }

  view(filter: ViewFilter): TranscriptView {
    return new TranscriptView(this, filter);
  }

  direction(seq: number) {
    return this.#index.direction(seq);
  }

  peerId(seq: number): string | undefined {
    return this.#peers.get(this.#index.peer(seq))?.id;
  }

  /** @throws RangeError when there is no such entry. */
  async row(seq: number): Promise<Row> {
    const entry = this.#index.at(seq);
    const peer = this.#peers.get(entry.peer);
    const base = {
      seq,
      time: entry.time,
      direction: entry.direction,
      ...(peer && { peer: { id: peer.id, address: peer.address } }),
    };
    if (entry.direction === 'event')
      return { ...base, length: 0, text: '', more: 0, event: await this.#eventOf(entry) };
    const shown = Math.min(entry.length, previewBytes);
    const bytes = await this.#log.read(entry, 0, entry.carryIn + shown);
    return {
      ...base,
      length: entry.length,
      text: previewText(bytes, entry.carryOut, shown === entry.length, this.#encoding),
      more: entry.length - shown,
      ...(entry.direction === 'out' && { origin: originOf(entry.origin) }),
    };
  }

  /** Up to 1,000 entries from `from`, which counts from the end when negative. */
  async entries(from: number, count: number): Promise<EntryData[]> {
    const start = Math.max(0, from < 0 ? this.count + from : from);
    const end = Math.min(this.count, start + Math.min(count, maxRows));
    const entries: EntryData[] = [];
    for (let seq = start; seq < end; seq++) entries.push(await this.#entryData(seq));
    return entries;
  }

  /** A copy of a frame's bytes from `offset`, fewer at its end. @throws RangeError when there is no such entry. */
  async entryBytes(seq: number, offset: number, length: number): Promise<Uint8Array> {
    const entry = this.#index.at(seq);
    const from = Math.min(offset, entry.length);
    // What is kept belongs to the log, and a message would take a view's whole buffer along.
    return (await this.#log.read(entry, entry.carryIn + from, Math.min(length, entry.length - from))).slice();
  }

  async clear(): Promise<void> {
    const entries = this.count;
    this.#index.clear();
    this.#unfinished.clear();
    this.#cleared++;
    const gone = this.#log.clear();
    this.event({ code: 'cleared', entries });
    await gone;
  }

  /** Forgets the transcript, on disk too. */
  remove(): Promise<void> {
    return this.#log.remove();
  }

  async #entryData(seq: number): Promise<EntryData> {
    const entry = this.#index.at(seq);
    const { time, direction, length } = entry;
    const peer = this.#peers.get(entry.peer)?.id;
    const base = { seq, time, direction, ...(peer !== undefined && { peer }) };
    if (direction === 'event') return { ...base, event: await this.#eventOf(entry) };
    return { ...base, data: await this.entryBytes(seq, 0, entryDataBytes), length };
  }

  async #eventOf(entry: IndexedEntry): Promise<TranscriptEvent> {
    return JSON.parse(new TextDecoder().decode(await this.#log.read(entry, 0, entry.length)));
  }

  #append(kind: 'in' | 'out' | 'event', peer: number, payload: Uint8Array, origin: number, cut: typeof uncut): void {
    const time = performance.timeOrigin + performance.now();
    const position = this.#log.append({ kind, time, peer, origin, payload, ...cut });
    this.#index.append({
      time,
      direction: kind,
      peer,
      length: payload.length,
      origin,
      carryIn: cut.carriedIn.length,
      carryOut: cut.carryOut,
      ...position,
    });
    this.#onAppend();
  }

  #logFailed(error: unknown): void {
    const { code, message } = error as NodeJS.ErrnoException;
    this.event({ code: 'logFailed', failure: { code: code ?? 'UNKNOWN', params: { detail: message } } });
  }
}
