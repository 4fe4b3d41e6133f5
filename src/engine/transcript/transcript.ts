/** The append-only record of one endpoint: frames and events, in order. At a limit, the oldest are dropped. */
import type { Encoding } from '../../core/endpointConfig.ts';
import { SocketError } from '../../core/socketError.ts';
import type { Direction, Origin, TranscriptEvent } from '../../core/transcriptEntry.ts';
import type { PeerIdentity } from '../conversation/peerIdentity.ts';
import { type Owner, startOwned } from '../owned.ts';
import { Clearing } from './clearing.ts';
import { EntryRows } from './entryRows.ts';
import type { LogBudget } from './logBudget.ts';
import { lastNumber, maxStoredNumber } from './possibleRecord.ts';
import { encodingCode, eventCode, originCode } from './recordCodes.ts';
import { recoverTranscript } from './recoverTranscript.ts';
import { RowClock } from './rowClock.ts';
import { eventPayload } from './storedEvent.ts';
import type { StoredPeers } from './storedPeers.ts';
import { TranscriptIndex } from './transcriptIndex.ts';
import { TranscriptLog } from './transcriptLog.ts';
import { TranscriptRoom } from './transcriptRoom.ts';
import { nothingCompleted, UnfinishedCharacters } from './unfinishedCharacters.ts';

export interface FrameRecord {
  readonly direction: 'in' | 'out';
  readonly peer: PeerIdentity;
  readonly bytes: Uint8Array;
  readonly origin?: Origin;
  /** True if the frame is a piece of a longer text, so that characters may be split between it and the next one. */
  readonly continues: boolean;
  /** Time of a copied entry, in ms since the epoch; now if it is absent. */
  readonly time?: number;
}

export interface TranscriptOptions {
  readonly directory: string;
  readonly encoding: Encoding;
  /** Shared by all transcripts of the window. */
  readonly budget: LogBudget;
  /** Called when entries were added or removed. */
  readonly onChange: () => void;
  /** Closes the endpoint. */
  readonly owner: Owner;
  /** Called when the files were deleted. Those beside them are probably gone, too. */
  readonly onFilesDeleted?: () => void;
  /** Called with the percentage that `recover` has read, at most four times a second. */
  readonly onTranscriptRead?: (percent: number) => void;
}

export class Transcript {
  readonly index: TranscriptIndex;
  readonly rows: EntryRows;
  /** Whether more can be recorded now. */
  readonly room: TranscriptRoom;
  readonly #log: TranscriptLog;
  readonly #budget: LogBudget;
  readonly #directory: string;
  readonly #onChange: () => void;
  readonly #owner: Owner;
  readonly #onRead: TranscriptOptions['onTranscriptRead'];
  readonly #clearing: Clearing;
  readonly #clock = new RowClock();
  #unfinished: UnfinishedCharacters;
  /** Pending while the log that another worker left is being read: a clear waits for it. */
  #recovering: Promise<unknown> | undefined;
  #latestMs: number | undefined;
  /** True once it is closed or removed: its files then belong to their next owner. */
  #isOver = false;
  #full: SocketError | undefined;

  constructor(options: TranscriptOptions) {
    const { directory, encoding, budget, onChange, owner, onFilesDeleted } = options;
    this.#onRead = options.onTranscriptRead;
    this.#directory = directory;
    this.#budget = budget;
    this.#onChange = onChange;
    this.#owner = owner;
    this.#unfinished = new UnfinishedCharacters(encoding);
    this.index = new TranscriptIndex(encoding, onChange);
    this.room = new TranscriptRoom(budget, event => this.event(event));
    this.#log = new TranscriptLog(directory, budget, {
      dropped: firstSeq => this.#clearing.dropped(firstSeq),
      failed: failure => owner.failed(failure),
      filesDeleted: entries => {
        this.event({ code: 'filesDeleted', entries });
        onFilesDeleted?.();
      },
    });
    this.rows = new EntryRows(this.index, this.#log);
    this.#clearing = new Clearing({ index: this.index, log: this.#log, onChange });
  }

  /**
   * Reads the log that another worker left in the directory and continues it. `entries` is the minimum number of
   * entries there were. Resolves with the peers and the traffic of the log.
   */
  async recover(entries?: number): Promise<StoredPeers> {
    const parts = { directory: this.#directory, index: this.index, budget: this.#budget, onRead: this.#onRead };
    const recovering = recoverTranscript(parts, entries).finally(() => {
      this.#recovering = undefined;
    });
    this.#recovering = recovering;
    const { stored, peers } = await recovering;
    this.#log.adopt(stored, this.index.clears.last);
    this.#budget.enforce();
    if (stored.isCut) this.event({ code: 'rowsUnreadable' });
    return peers;
  }

  get encoding(): Encoding {
    return this.index.encoding;
  }

  /** Sets how bytes become text from now on, including for existing entries. */
  set encoding(encoding: Encoding) {
    this.index.encoding = encoding;
    this.#unfinished = new UnfinishedCharacters(encoding);
  }

  /** True if the disk can't keep up: pause reading until `drained()`. */
  get saturated(): boolean {
    return this.#budget.saturated;
  }

  drained(): Promise<void> {
    return this.#budget.drained();
  }

  /** TRANSCRIPT_FULL once hardly any numbers are left for rows or peers: the rest are for the events of closing. */
  get full(): SocketError | undefined {
    return this.#full;
  }

  frame({ direction, peer, bytes, origin = 'send', continues, time }: FrameRecord): void {
    if (!continues && !this.#unfinished.areAny) {
      this.#append(direction, peer, bytes, originCode(origin), nothingCompleted.carriedIn, time);
      return;
    }
    const key = keyOf(direction, peer);
    if (!continues) this.#unfinished.end(key);
    const completed = continues ? this.#unfinished.complete(key, bytes, this.index.count) : nothingCompleted;
    for (const piece of completed.pieces)
      this.index.carryOut(piece.seq, piece.bytes, encodingCode(this.index.encoding));
    this.#append(direction, peer, bytes, originCode(origin), completed.carriedIn, time);
  }

  /** Time of the last entry, in ms since the epoch; undefined if this window hasn't appended any. */
  get latestMs(): number | undefined {
    return this.#latestMs;
  }

  /** `time` is that of a copied event. */
  event(event: TranscriptEvent, peer?: PeerIdentity, time?: number): void {
    this.#append('event', peer, eventPayload(event), eventCode(event), nothingCompleted.carriedIn, time);
  }

  /**
   * Called when a peer's stream ends in a direction, or continues with bytes that aren't recorded: the next frame
   * doesn't complete a character.
   */
  endText(direction: 'in' | 'out', peer: PeerIdentity): void {
    this.#unfinished.end(keyOf(direction, peer));
  }

  /** Returns true if the last bytes of this entry may begin a character that a later entry completes. */
  isUnfinished(seq: number): boolean {
    return this.#unfinished.has(seq);
  }

  /** Returns the entries for which `isUnfinished` is true now. */
  get unfinished(): ReadonlySet<number> {
    return this.#unfinished.entries;
  }

  /** Times of the clears that `undoClear` can undo, in ms since the epoch, oldest first. */
  get undoableClears(): number[] {
    return this.#clearing.undoable;
  }

  /** Hides all entries. An undoable clear keeps them until `forgetClear`; any other forgets earlier clears, too. */
  async clear(isUndoable = false): Promise<void> {
    if (this.#recovering !== undefined) await this.#recovering;
    if (this.#clearing.clear(isUndoable)) {
      this.#unfinished.clear();
      this.index.beginAnew();
    }
    if (!isUndoable) await this.#clearing.forget();
  }

  /** Restores what the last clear hid, before the entries added since. @throws RangeError if there is none. */
  async undoClear(): Promise<void> {
    await this.#recovering;
    await this.#clearing.undo();
  }

  /** Forgets the entries kept by clears up to a time, also on disk. Does nothing if there is none. */
  async forgetClear(sinceMs: number): Promise<void> {
    await this.#recovering;
    await this.#clearing.forget(sinceMs);
  }

  /** Sets whether all of it is kept only for an undo: it is then dropped first when space is needed, without notice. */
  setAside(isSpare: boolean): void {
    this.#log.setAside(isSpare);
  }

  /** Checks whether the files still exist, since nothing may be written for a long time. */
  checkFiles(): void {
    if (!this.#isOver) this.#log.checkFiles();
  }

  /** True while the endpoint is closed: files are then open only while they are read or written. */
  set isResting(isResting: boolean) {
    this.#log.isResting = isResting;
  }

  /** Writes everything that waits and closes the files. They are reopened when they are needed. */
  rest(): Promise<void> {
    return this.#log.rest();
  }

  /** Writes everything that waits; bytes that a full disk doesn't accept keep waiting. */
  flush(): Promise<void> {
    return this.#log.flush();
  }

  /** Writes everything that waits and closes the files. The next owner can `recover` it and undo clears. */
  async close(): Promise<void> {
    await this.#log.flush();
    if (this.#log.isWaiting && this.undoableClears.length > 0) {
      // The disk is full. Visible entries are worth more than cleared ones.
      await this.#clearing.forget().catch(() => undefined /* the next owner deletes those files */);
      await this.#log.tryAgain();
    }
    this.#isOver = true;
    await this.#log.close();
  }

  /** True once it was closed or removed. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Deletes the transcript, also on disk. */
  remove(): Promise<void> {
    this.#isOver = true;
    return this.#log.remove();
  }

  #append(
    kind: Direction,
    peer: PeerIdentity | undefined,
    payload: Uint8Array,
    origin: number,
    carriedIn = nothingCompleted.carriedIn,
    time = this.#clock.now(),
  ): void {
    const seq = this.index.count;
    const number = peer?.number ?? 0;
    if (this.#isOver || seq > lastNumber || number > lastNumber) return;
    this.#latestMs = time;
    const carryEncoding = encodingCode(this.index.encoding);
    const carryIn = carriedIn.length;
    const { length } = payload;
    const header = { kind, seq, side: 0, time, origin, carryEncoding, carryIn, peer: number, length };
    const offset = this.#log.append(header, peer, carriedIn, payload);
    this.index.append(header, peer, this.#log.lastSegment, offset);
    this.#budget.enforce();
    this.#onChange();
    if (seq + 1 >= maxStoredNumber || number >= maxStoredNumber) this.#becomeFull();
  }

  /** Closes the endpoint: numbers have 32 bits in the files, and rows or peers with the same one would be mixed up. */
  #becomeFull(): void {
    if (this.#full) return;
    const full = new SocketError('TRANSCRIPT_FULL');
    this.#full = full;
    startOwned(this.#owner, 'transcript.full', async () => {
      // Deferred, since the caller that recorded this row hasn't finished with it.
      await Promise.resolve();
      this.#owner.failed(full);
    });
  }
}

function keyOf(direction: 'in' | 'out', { number }: PeerIdentity): string {
  return `${direction}${number}`;
}
