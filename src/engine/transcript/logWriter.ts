/** Writes a log's segments asynchronously, retries when the disk accepts nothing, and writes missing files again. */
import { mkdir } from 'node:fs/promises';
import type { SocketError } from '../../core/socketError.ts';
import { logFromEngine } from '../engineLog.ts';
import { privateDirectory } from '../files/privateFiles.ts';
import { type Owner, owned, settling } from '../owned.ts';
import type { LogBudget } from './logBudget.ts';
import type { Segment } from './segment.ts';

const retryMs = 1000;
/** Entries are written after this time, or once there are this many bytes: a write per message would cost too much. */
const writeEveryMs = 50;
const writeAtBytes = 256 * 1024;

/** The part of a log that its writer uses. As an owner, it closes the endpoint. */
export interface WrittenLog extends Owner {
  segments(): readonly Segment[];
  /** Renames files that couldn't be renamed before. */
  moveNeeded(): Promise<void>;
  /** Drops a segment and the older ones. */
  drop(segment: Segment): void;
  /** Called when the files were deleted. Entries in memory are written again; `entries` others are lost. */
  filesDeleted(entries: number): void;
  /** Runs a write, during which no file is closed. */
  during<T>(write: () => Promise<T>): Promise<T>;
}

export class LogWriter {
  readonly #directory: string;
  readonly #budget: LogBudget;
  readonly #log: WrittenLog;
  #hasDirectory = false;
  #failing = false;
  /** Number of bytes appended since the last write began. */
  #unwrittenBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #owner: Owner = { failed: failure => this.#failed(failure) };
  readonly #onTime = owned(this.#owner, 'logWriter.timer', () => this.#writeNow());
  #writing: Promise<void> | undefined;
  #inFlight: Promise<number> | undefined;

  constructor({ directory, budget, log }: { directory: string; budget: LogBudget; log: WrittenLog }) {
    this.#directory = directory;
    this.#budget = budget;
    this.#log = log;
  }

  /** Counts bytes that were added to the last segment. */
  appended(bytes: number): void {
    this.#unwrittenBytes += bytes;
    this.#budget.appended(bytes, 0);
  }

  /** Resolves when the write in progress is done, even if it fails. Undefined if there is none. */
  get inFlight(): Promise<unknown> | undefined {
    return this.#inFlight?.catch(() => undefined /* reported by the writer */);
  }

  /** Checks whether the files still exist. */
  checkFiles(): void {
    this.#hasDirectory = false;
    this.#startWriting();
  }

  /** Stops writing; resolves when the last write is done. */
  async end(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#writing;
    // A write that failed has set the timer again.
    clearTimeout(this.#timer);
    this.#budget.storage.writes(this);
  }

  /** True while something waits to be written. */
  get isWaiting(): boolean {
    return this.#nextPending() !== undefined;
  }

  /** Writes everything that waits, even if that failed before: there may be room now. */
  async tryAgain(): Promise<void> {
    this.#failing = false;
    await this.flush();
  }

  /** Writes everything that waits. Bytes that a full disk doesn't accept keep waiting. */
  async flush(): Promise<void> {
    while (this.#nextPending() && !this.#failing) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#startWriting();
      await this.#writing;
    }
  }

  writeSoon(): void {
    if (this.#writing !== undefined) return;
    if (this.#unwrittenBytes >= writeAtBytes) this.#writeNow();
    else this.#timer ??= setTimeout(this.#onTime, writeEveryMs);
  }

  /** Retries later, as when the disk accepts nothing: other transcripts may wait for this one to be written. */
  #failed(failure: SocketError): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#onTime, retryMs);
    this.#writing = undefined;
    this.#failing = true;
    this.#log.failed(failure);
  }

  #startWriting(): void {
    this.#writing ??= settling(this.#owner, 'logWriter.write', () => this.#log.during(() => this.#writeBehind()));
  }

  #writeNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // The waiting segments may be gone: those of one log are dropped when another log fills the disk.
    if (this.#nextPending()) this.#startWriting();
  }

  async #writeBehind(): Promise<void> {
    try {
      if (!this.#hasDirectory) {
        await this.#makeDirectory();
        await this.#writeAnew();
      }
      for (let segment = this.#nextPending(); segment; segment = this.#nextPending()) {
        this.#unwrittenBytes = 0;
        this.#inFlight = segment.writeSome();
        const written = await this.#inFlight.catch(error => {
          if (!segment?.gone) throw error;
          return 0;
        });
        if (!segment.gone) this.#budget.written(written);
        this.#budget.storage.writes(this);
        if (!segment.gone && (await segment.isDeleted())) {
          await this.#makeDirectory();
          await this.#writeAnew();
        }
        // Files that couldn't be renamed may be renamed now.
        if (this.#failing) await this.#log.moveNeeded();
        this.#failing = false;
        this.#budget.enforce();
        // A few bytes that were added in the meantime wait for more.
        if (segment === this.#log.segments().at(-1) && segment.pendingBytes < writeAtBytes) break;
      }
      this.#writing = undefined;
      if (this.#nextPending()) this.writeSoon();
    } catch (error) {
      await this.#writeFailed(error);
    }
  }

  async #writeFailed(error: unknown): Promise<void> {
    const isDeleted = this.#hasDirectory && (error as NodeJS.ErrnoException).code === 'ENOENT';
    this.#hasDirectory = false;
    // The file is reopened at the next attempt, since the directory may be a new one then.
    await this.#nextPending()
      ?.close()
      .catch(() => undefined);
    this.#writing = undefined;
    if (isDeleted) {
      this.writeSoon();
      return;
    }
    if (!this.#failing) {
      logFromEngine('warn', 'transcriptNotWritten', {}, error);
      this.#budget.fails(this, error);
    }
    this.#failing = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#onTime, retryMs);
  }

  async #makeDirectory(): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: privateDirectory });
    this.#hasDirectory = true;
  }

  /**
   * Writes missing files again, and reports them. That the directory exists proves nothing, since it contains other
   * files of the endpoint.
   */
  async #writeAnew(): Promise<void> {
    // The other segments have no file yet.
    const segments = this.#log.segments().filter(({ size, pendingBytes }) => pendingBytes < size);
    const areMissing = await Promise.all(segments.map(segment => segment.isMissing()));
    const missing = segments.filter((segment, at) => areMissing[at] && !segment.gone);
    if (missing.length === 0) return;
    const lost = missing.findLast(({ cachedBytes }) => cachedBytes === 0);
    const dropped = lost ? this.#log.segments().slice(0, this.#log.segments().indexOf(lost) + 1) : [];
    const lostRows = dropped.reduce((sum, { rows }) => sum + rows, 0);
    if (lost) this.#log.drop(lost);
    for (const segment of missing)
      if (!segment.gone && segment.cachedBytes > 0) this.#budget.lost(await segment.writeAnew());
    this.#log.filesDeleted(lostRows);
  }

  #nextPending(): Segment | undefined {
    return this.#log.segments().find(segment => segment.pendingBytes > 0);
  }
}
