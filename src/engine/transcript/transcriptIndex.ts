/** Which entries a transcript has, and what is known of each without reading it. Cleared entries are hidden, but stay until forgotten. */
import type { Encoding } from '../../core/endpointConfig.ts';
import type { EntryKind, TranscriptEvent } from '../../core/transcriptEntry.ts';
import type { PeerIdentity } from '../conversation/peerIdentity.ts';
import { type Clear, Clears } from './clears.ts';
import { encodingCode } from './encodingCode.ts';
import { EntryIndex, type IndexedEntry } from './entryIndex.ts';
import { eventCode, kindOf } from './originCode.ts';
import { TranscriptPeers } from './transcriptPeers.ts';

export class TranscriptIndex {
  readonly clears = new Clears();
  /** How bytes become text: in another encoding, an entry completes no character of earlier ones. */
  encoding: Encoding;
  readonly #entries = new EntryIndex();
  readonly #peers = new TranscriptPeers();
  readonly #onChange: () => void;
  #generation = 0;

  /** `onChange` is called when entries disappear or reappear. */
  constructor(encoding: Encoding, onChange: () => void) {
    this.encoding = encoding;
    this.#onChange = onChange;
  }

  /** Number of entries so far, including removed ones: the number of the next one. */
  get count(): number {
    return this.#entries.count;
  }

  /** Number of the first entry that is available and wasn't cleared. */
  get first(): number {
    return Math.min(this.count, Math.max(this.#entries.first, this.clears.last));
  }

  /** Number of entries removed since recording began, or since the transcript was last cleared. */
  get dropped(): number {
    return Math.max(0, this.first - this.clears.last);
  }

  /** How often the transcript was cleared or a clear was undone: views from before start over. */
  get generation(): number {
    return this.#generation;
  }

  /** The highest peer number that ever occurred in it. */
  get lastPeerNumber(): number {
    return this.#peers.lastNumber;
  }

  /** There are rows for which `isHidden` is true. */
  get hasHidden(): boolean {
    return !this.#entries.lost.isEmpty;
  }

  /** The row can't be read, and an earlier one says so. */
  isHidden(seq: number): boolean {
    return this.#entries.lost.hides(seq);
  }

  /** The first row from this one on that isn't hidden. */
  nextShown(seq: number): number {
    return this.#entries.lost.nextShown(seq);
  }

  /** The row represents entries of an earlier window that can't be read. */
  isLost(seq: number): boolean {
    return this.#entries.lost.at(seq) !== undefined;
  }

  /** Returns the event that is shown in place of an entry that can't be read. */
  unreadable(seq: number): TranscriptEvent {
    return { code: 'rowsUnreadable', rows: this.#entries.lost.at(seq) ?? 1 };
  }

  /** @throws RangeError if there is no such entry. */
  entry(seq: number): IndexedEntry {
    if (seq < this.clears.last) throw new RangeError(`entry ${seq} was cleared`);
    if (this.isHidden(seq)) throw new RangeError(`entry ${seq} could not be read`);
    const entry = this.#entries.at(seq);
    if (entry.carryEncoding === encodingCode(this.encoding)) return entry;
    // These bytes are a character in another encoding only: in this one, each belongs to its own frame.
    return { ...entry, carryIn: 0, carryOut: 0, offset: entry.offset + entry.carryIn };
  }

  kind(seq: number): EntryKind {
    return kindOf(this.#entries.direction(seq), this.#entries.origin(seq));
  }

  /** Payload bytes, for events too. */
  length(seq: number): number {
    return this.#entries.length(seq);
  }

  time(seq: number): number {
    return this.#entries.time(seq);
  }

  /** 0 for events of the endpoint itself. */
  peerNumber(seq: number): number {
    return this.#entries.peer(seq);
  }

  /** Whether any entry of the peer is still in the transcript. */
  hasEntriesOf(number: number): boolean {
    return (this.#peers.lastSeq(number) ?? -1) >= this.first;
  }

  /** Returns the number of the first entry of any of these peers, or a lower bound for it. */
  firstSeqOf(peers: readonly string[]): number {
    return this.#peers.firstSeqOf(peers) ?? this.count;
  }

  /** Returns the number of the endpoint's own first entry from this one on, or a lower bound for it. */
  ownFrom(seq: number): number {
    return this.#peers.ownFrom(seq) ?? this.count;
  }

  peerOf(number: number): PeerIdentity | undefined {
    return this.#peers.find(number);
  }

  /** Returns the peer with this number; one whose name is lost is known by its id until it is named. */
  peerOrNumber(number: number): PeerIdentity {
    return this.#peers.findOrNumber(number);
  }

  /** A peer of which entries may follow. */
  name(peer: PeerIdentity): void {
    this.#peers.named(peer);
  }

  /** Begins with an entry other than 0 if there is none yet. */
  begin(first: number): void {
    this.#entries.begin(first);
  }

  /** Adds an entry of a peer, or of the endpoint itself, and returns its number. */
  append(entry: IndexedEntry, peer: PeerIdentity | undefined): number {
    const seq = this.#entries.append(entry);
    if (peer) this.#peers.seen(peer, seq);
    else this.#peers.own(seq);
    return seq;
  }

  /** Adds a row for entries of a stored log that can't be read, from `seq` on. */
  appendLost(seq: number, rows: number, time: number): void {
    const origin = eventCode({ code: 'rowsUnreadable', rows });
    const nothing = { peer: 0, length: 0, carryIn: 0, carryOut: 0, carryEncoding: 0, segment: 0, offset: 0 };
    this.#entries.appendLost({ ...nothing, time, direction: 'event', origin }, rows);
    this.#peers.own(seq);
    // Open views must leave out the hidden rows.
    this.beginAnew();
  }

  /** The last bytes of this entry belong to a character that a later one completes. Does nothing if the entry has been removed. */
  carryOut(seq: number, bytes: number, encoding: number): void {
    this.#entries.carryOut(seq, bytes, encoding);
  }

  /** Entries of the log that was read are hidden since these clears, oldest first. */
  restoreClears(clears: readonly Clear[]): void {
    const { hidesAll } = this.clears;
    this.clears.restore(clears);
    this.clears.dropped(this.#entries.first);
    if (hidesAll) this.beginAnew();
  }

  /** Forgets the entries before this one. */
  forgetBefore(seq: number): void {
    if (seq <= this.#entries.first) return;
    this.#entries.dropBefore(seq);
    this.#peers.dropBefore(seq);
  }

  /** Views start over with the current rows. */
  beginAnew(): void {
    this.#generation++;
    this.#onChange();
  }
}
