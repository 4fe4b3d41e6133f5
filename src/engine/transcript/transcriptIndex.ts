/**
 * Index of a transcript's entries, with the metadata that needs no reading. Cleared entries are hidden, but stay until
 * they are forgotten.
 */
import type { Encoding } from '../../core/endpointConfig.ts';
import type { EntryKind, TranscriptEvent } from '../../core/transcriptEntry.ts';
import type { PeerIdentity } from '../conversation/peerIdentity.ts';
import { type Clear, Clears } from './clears.ts';
import { EntryIndex, type IndexedEntry, type NewRow } from './entryIndex.ts';
import { encodingCode, eventCode, kindOf } from './recordCodes.ts';
import { TranscriptPeers } from './transcriptPeers.ts';

export class TranscriptIndex {
  readonly clears = new Clears();
  /** Encoding in which entries are shown. Carried bytes count only in the encoding in which they were recorded. */
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

  /** Increases when the transcript is cleared, a clear is undone, or rows prove unreadable: views then start over. */
  get generation(): number {
    return this.#generation;
  }

  /** The highest peer number that ever occurred in the transcript. */
  get lastPeerNumber(): number {
    return this.#peers.lastNumber;
  }

  /** True if there are rows for which `isHidden` returns true. */
  get hasHidden(): boolean {
    return !this.#entries.lost.isEmpty;
  }

  /** Returns true if the row can't be read and an earlier one represents it. */
  isHidden(seq: number): boolean {
    return this.#entries.lost.hides(seq);
  }

  /** Returns the first row from this one on that isn't hidden. */
  nextShown(seq: number): number {
    return this.#entries.lost.nextShown(seq);
  }

  /** Returns true if the row represents entries of an earlier window that can't be read. */
  isLost(seq: number): boolean {
    return this.#entries.lost.at(seq) !== undefined;
  }

  /** Returns the event shown in place of an entry that can't be read. */
  unreadable(seq: number): TranscriptEvent {
    return { code: 'rowsUnreadable', rows: this.#entries.lost.at(seq) ?? 1 };
  }

  /** @throws RangeError if there is no such entry. */
  entry(seq: number): IndexedEntry {
    if (seq < this.clears.last) throw new RangeError(`entry ${seq} was cleared`);
    if (this.isHidden(seq)) throw new RangeError(`entry ${seq} could not be read`);
    const entry = this.#entries.at(seq);
    if (entry.carryEncoding === encodingCode(this.encoding)) return entry;
    // The carried bytes form a character only in another encoding: in this one, they belong to their own frames.
    return { ...entry, carryIn: 0, carryOut: 0, offset: entry.offset + entry.carryIn };
  }

  kind(seq: number): EntryKind {
    return kindOf(this.#entries.direction(seq), this.#entries.origin(seq));
  }

  /** Returns the number of payload bytes, also for events. */
  length(seq: number): number {
    return this.#entries.length(seq);
  }

  time(seq: number): number {
    return this.#entries.time(seq);
  }

  /** Returns the number of an entry's peer; 0 for events of the endpoint itself. */
  peerNumber(seq: number): number {
    return this.#entries.peer(seq);
  }

  /** Returns true if any entry of the peer is still in the transcript. */
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

  /** Names a peer of which entries may follow. */
  name(peer: PeerIdentity): void {
    this.#peers.named(peer);
  }

  /** Begins with an entry other than 0 if there is none yet. */
  begin(first: number): void {
    this.#entries.begin(first);
  }

  /** Adds an entry of a peer, or of the endpoint itself, given its position in the log, and returns its number. */
  append(entry: NewRow, peer: PeerIdentity | undefined, segment: number, offset: number): number {
    const seq = this.#entries.append(entry, segment, offset);
    if (peer) this.#peers.seen(peer, seq);
    else this.#peers.own(seq);
    return seq;
  }

  /** Adds a row for entries of a stored log that can't be read, from `seq` on. */
  appendLost(seq: number, rows: number, time: number): void {
    const origin = eventCode({ code: 'rowsUnreadable', rows });
    const nothing = { peer: 0, length: 0, carryIn: 0, carryEncoding: 0 };
    this.#entries.appendLost({ ...nothing, time, kind: 'event', origin }, rows);
    this.#peers.own(seq);
    // Open views must leave out the hidden rows.
    this.beginAnew();
  }

  /** Records that a later entry completes a character in an entry's last bytes. Does nothing for a removed entry. */
  carryOut(seq: number, bytes: number, encoding: number): void {
    this.#entries.carryOut(seq, bytes, encoding);
  }

  /** Takes over the undoable clears of a log that was read, oldest first. */
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

  /** Makes views start over with the current rows. */
  beginAnew(): void {
    this.#generation++;
    this.#onChange();
  }
}
