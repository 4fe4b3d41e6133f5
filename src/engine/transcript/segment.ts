/** One file of the log: records are appended in memory and written behind, one write at a time. */
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { logFromEngine } from '../engineLog.ts';
import { privateFile } from '../files/privateFiles.ts';
import { noConversation, startOwned } from '../owned.ts';
import { BlockList } from './blockList.ts';
import {
  checkedPayloadBytes,
  type RecordHeader,
  recordHeaderBytes,
  writeRecordCrc,
  writeRecordHeader,
} from './logRecord.ts';

const maxWriteBytes = 4 * 1024 * 1024;
/**
 * The system gets this many bytes at once. It may cache a larger piece in huge pages, which a virtual machine often has
 * to ask its host for: recording a flood then takes twice as long.
 */
const pieceBytes = 512 * 1024;

export class Segment {
  /** Number of its first entry. */
  readonly firstSeq: number;
  /** Peers whose names it contains, while records are added. */
  readonly peers = new Set<number>();
  /** True if it is kept only for an undo: it is dropped first when space is needed. */
  isSpare = false;
  #path: string;
  #cache: BlockList | undefined;
  #file: Promise<FileHandle> | undefined;
  #size: number;
  #written: number;
  #rows: number;
  #newPeers: number;
  #gone = false;
  #moved: Promise<void> = Promise.resolve();
  #writing: Promise<number> | undefined;

  /** Creates a new file, whose head `begin` writes, or takes over one on disk if `stored` is given. */
  constructor(
    path: string,
    firstSeq: number,
    stored?: { readonly bytes: number; readonly rows: number; readonly newPeers: number },
  ) {
    this.#path = path;
    this.firstSeq = firstSeq;
    this.#size = stored?.bytes ?? 0;
    this.#written = this.#size;
    this.#rows = stored?.rows ?? 0;
    this.#newPeers = stored?.newPeers ?? 0;
    if (!stored) this.#cache = new BlockList();
  }

  /** Path of its file, which may not exist yet. */
  get path(): string {
    return this.#path;
  }

  get size(): number {
    return this.#size;
  }

  /** Number of entries in it. */
  get rows(): number {
    return this.#rows;
  }

  /** Number of peers whose first entry is in it. */
  get newPeers(): number {
    return this.#newPeers;
  }

  get pendingBytes(): number {
    return this.#size - this.#written;
  }

  get cachedBytes(): number {
    return this.#cache?.size ?? 0;
  }

  /** True once it has been forgotten. */
  get gone(): boolean {
    return this.#gone;
  }

  /** Adds the head of the file. Called before the first record is added. */
  begin(head: Uint8Array): void {
    this.#cache?.append(head);
    this.#size += head.length;
  }

  /**
   * Adds a record: its header, the carried bytes and the payload. Returns the offset of the carried bytes.
   */
  append(header: RecordHeader, carriedIn: Uint8Array, payload: Uint8Array): number {
    if (!this.#cache) throw new Error('segment is no longer in memory');
    const isLarge = payload.length > checkedPayloadBytes;
    const beside = recordHeaderBytes + carriedIn.length + (isLarge ? 0 : payload.length);
    const at = this.#cache.reserve(beside);
    const { memory, view } = this.#cache;
    writeRecordHeader(view, at, header, isLarge);
    if (carriedIn.length > 0) memory.set(carriedIn, at + recordHeaderBytes);
    if (!isLarge) memory.set(payload, at + recordHeaderBytes + carriedIn.length);
    writeRecordCrc(view, memory, at, at + (isLarge ? recordHeaderBytes : beside));
    if (isLarge) this.#cache.append(payload);
    const offset = this.#size + recordHeaderBytes;
    this.#size = offset + carriedIn.length + payload.length;
    return offset;
  }

  countRow(): void {
    this.#rows++;
  }

  countNewPeer(): void {
    this.#newPeers++;
  }

  /** Writes some of the pending bytes and returns their number. */
  async writeSome(): Promise<number> {
    if (!this.#cache || this.pendingBytes === 0) return 0;
    this.#writing = this.#write(Math.min(this.#size, this.#written + maxWriteBytes));
    return await this.#writing;
  }

  /** Returns true if the open file has been deleted. Writing to it still succeeds until it is closed. */
  async isDeleted(): Promise<boolean> {
    const file = await this.#file?.catch(() => undefined /* reported to the caller that opened it */);
    return file !== undefined && (await file.stat()).nlink === 0 && (await this.isMissing());
  }

  /** Returns true if its file is missing, possibly because its directory was replaced by a file. */
  async isMissing(): Promise<boolean> {
    // While it is being renamed, it has either name.
    let moved: Promise<void>;
    let error: NodeJS.ErrnoException | undefined;
    do {
      moved = this.#moved;
      await moved;
      error = await stat(this.#path).then(
        () => undefined,
        failure => failure,
      );
    } while (moved !== this.#moved);
    return error?.code === 'ENOENT' || error?.code === 'ENOTDIR';
  }

  /** Makes all of it pending again, to be written to a new file. Returns the number of bytes that had been written. */
  async writeAnew(): Promise<number> {
    await this.close();
    const bytes = this.#written;
    this.#written = 0;
    return bytes;
  }

  /** Forgets the copy in memory; reads go to the file from now on. */
  leaveMemory(): void {
    if (this.pendingBytes > 0) throw new Error('segment has unwritten bytes');
    this.#releaseMemory();
    startOwned(noConversation, 'segment.close', () => this.close());
  }

  /**
   * Returns bytes from `offset` on, fewer at the end of the segment.
   * @throws the system's error if the file can't be read.
   */
  async read(offset: number, length: number): Promise<Uint8Array> {
    if (this.#cache) return this.#cache.read(offset, Math.min(this.#size, offset + length));
    const bytes = new Uint8Array(Math.min(length, this.#size - offset));
    const { bytesRead } = await (await this.#open('r')).read(bytes, 0, bytes.length, offset);
    return bytes.subarray(0, bytesRead);
  }

  /** Renames the file. If that fails, it is still read and written under its old name. */
  moveTo(path: string): Promise<void> {
    this.#moved = this.#moved.then(() => this.#move(path));
    return this.#moved;
  }

  /** Closes the file; it is opened again when it is needed. */
  async close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await (await file?.catch(() => undefined /* reported to the caller that opened it */))?.close();
  }

  /** Marks it as no longer part of the log. */
  forget(): void {
    this.#gone = true;
  }

  /** Forgets it, also on disk. */
  async remove(): Promise<void> {
    this.forget();
    await this.#moved;
    await this.close();
    // The memory that is being written must not change.
    await this.#writing?.catch(() => undefined /* reported to the caller that wrote it */);
    this.#releaseMemory();
    // An unreadable file may turn out to be a folder.
    await rm(this.#path, { force: true, recursive: true });
  }

  /** Writes pending bytes up to this position, piece by piece, until one fails. Returns their number. */
  async #write(to: number): Promise<number> {
    const file = await this.#open('a+');
    const from = this.#written;
    while (this.#cache && this.#written < to && !this.#gone) {
      const end = (Math.floor(this.#written / pieceBytes) + 1) * pieceBytes;
      const piece = this.#cache.slices(this.#written, Math.min(to, end));
      const bytesWritten = await file.writev(piece).then(
        written => written.bytesWritten,
        error => {
          // The pieces before it are counted; the next call throws the error.
          if (this.#written === from) throw error;
        },
      );
      if (bytesWritten === undefined) break;
      this.#written += bytesWritten;
    }
    return this.#written - from;
  }

  #releaseMemory(): void {
    this.#cache?.release();
    this.#cache = undefined;
  }

  async #move(path: string): Promise<void> {
    // A pending open may still create the file under the old name.
    await this.#file?.catch(() => undefined /* reported to the caller that opened it */);
    const error: unknown = await rename(this.#path, path).then(
      () => undefined,
      failure => failure,
    );
    const isUnwritten = (error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
    if (error === undefined || isUnwritten) this.#path = path;
    else logFromEngine('warn', 'transcriptNotMoved', {}, error);
  }

  #open(flags: 'a+' | 'r'): Promise<FileHandle> {
    // Not while it is being renamed: opening would create a new file under the old name.
    const opening = this.#file ?? this.#moved.then(() => open(this.#path, flags, privateFile));
    this.#file = opening;
    opening.catch(() => {
      if (this.#file === opening) this.#file = undefined;
    });
    return opening;
  }
}
