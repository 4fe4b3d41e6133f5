/** The record of one endpoint on disk: an append-only sequence of segments, written behind, the newest of them cached in memory. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeRecordHead, type LogRecord, recordHeaderBytes } from './logRecord.ts';
import { Segment } from './segment.ts';

const segmentBytes = 16 * 1024 * 1024;
const retryMs = 1000;

export interface LogBounds {
  /** Bytes of sealed segments that stay in memory. */
  readonly memoryBytes: number;
  /** Bytes waiting for the disk above which the log asks its writers to pause. */
  readonly pendingBytes: number;
}

export const defaultLogBounds: LogBounds = { memoryBytes: 64 * 1024 * 1024, pendingBytes: 32 * 1024 * 1024 };

/** Where a record's carried bytes and payload stand. */
export interface LogPosition {
  readonly segment: number;
  readonly offset: number;
}

export class TranscriptLog {
  readonly #directory: string;
  readonly #bounds: LogBounds;
  readonly #onFailure: (error: unknown) => void;
  #segments: Segment[] = [];
  #pendingBytes = 0;
  #failing = false;
  #writing: Promise<void> | undefined;
  #inFlight: Promise<number> | undefined;
  #waiting: (() => void)[] = [];
  #generation = 0;

  constructor(directory: string, onFailure: (error: unknown) => void, bounds = defaultLogBounds) {
    this.#directory = directory;
    this.#onFailure = onFailure;
    this.#bounds = bounds;
  }

  /** More waits for the disk than should: pause reading until `drained()`. */
  get saturated(): boolean {
    return this.#pendingBytes > this.#bounds.pendingBytes;
  }

  /** Resolves when the log is no longer saturated. */
  drained(): Promise<void> {
    if (!this.saturated) return Promise.resolve();
    return new Promise(resolve => this.#waiting.push(resolve));
  }

  append(record: LogRecord): LogPosition {
    const segment = this.#segmentFor(recordHeaderBytes + record.payload.length);
    segment.append(encodeRecordHead(record));
    const offset = segment.size - record.carriedIn.length;
    segment.append(record.payload);
    this.#pendingBytes += recordHeaderBytes + record.carriedIn.length + record.payload.length;
    this.#writing ??= this.#writeBehind();
    return { segment: this.#segments.length - 1, offset };
  }

  async read(position: LogPosition, skip: number, length: number): Promise<Uint8Array> {
    if (length === 0) return new Uint8Array();
    const segment = this.#segments[position.segment];
    if (!segment) throw new RangeError(`the log has no segment ${position.segment}`);
    return segment.read(position.offset + skip, length);
  }

  /** Forgets everything, on disk too. */
  async clear(): Promise<void> {
    const old = this.#segments;
    this.#segments = [];
    this.#generation++;
    this.#pendingBytes = 0;
    this.#wake();
    // Only the write that is under way: in a flood there is always a next one.
    await this.#inFlight?.catch(() => undefined /* told by the writer */);
    await Promise.all(old.map(segment => segment.close()));
    for (const [number] of old.entries()) await rm(this.#path(this.#generation - 1, number), { force: true });
  }

  /** Forgets everything and takes the directory away. Nothing may be appended afterwards. */
  async remove(): Promise<void> {
    await this.clear();
    await this.#writing;
    await rm(this.#directory, { recursive: true, force: true });
  }

  #segmentFor(bytes: number): Segment {
    const last = this.#segments.at(-1);
    if (last && last.size + bytes <= segmentBytes) return last;
    const segment = new Segment(this.#path(this.#generation, this.#segments.length));
    this.#segments.push(segment);
    return segment;
  }

  #path(generation: number, number: number): string {
    return join(this.#directory, `${generation}-${String(number).padStart(6, '0')}.log`);
  }

  async #writeBehind(): Promise<void> {
    try {
      if (this.#nextPending()) await mkdir(this.#directory, { recursive: true });
      for (let segment = this.#nextPending(); segment; segment = this.#nextPending()) {
        const generation = this.#generation;
        this.#inFlight = segment.writeSome();
        const written = await this.#inFlight;
        if (generation === this.#generation) this.#pendingBytes -= written;
        this.#failing = false;
        this.#trimMemory();
        this.#wake();
      }
      this.#writing = undefined;
    } catch (error) {
      if (!this.#failing) this.#onFailure(error);
      this.#failing = true;
      this.#writing = undefined;
      setTimeout(() => {
        this.#writing ??= this.#writeBehind();
      }, retryMs).unref();
    }
  }

  #nextPending(): Segment | undefined {
    return this.#segments.find(segment => segment.pendingBytes > 0);
  }

  #trimMemory(): void {
    let cached = this.#segments.reduce((sum, segment) => sum + segment.cachedBytes, 0);
    for (const segment of this.#segments.slice(0, -1)) {
      if (cached <= this.#bounds.memoryBytes) return;
      if (segment.cachedBytes === 0 || segment.pendingBytes > 0) continue;
      cached -= segment.cachedBytes;
      segment.leaveMemory();
    }
  }

  #wake(): void {
    if (this.saturated) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
