/** Reads a segment's file record by record, and says what of it is damaged. */
import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import {
  decodeRecordHeader,
  type FoundHeader,
  headerCrc,
  type PeerName,
  type RecordHeader,
  recordHeaderBytes,
} from './logRecord.ts';
import { decodeSegmentHead, type SegmentHead, segmentHeadBytes } from './segmentHead.ts';

const readBytes = 1024 * 1024;

/** `badBody` is a record of which only the header is known to be good, `damage` the rest of the segment. */
export type Found =
  | { readonly what: 'head'; readonly head: SegmentHead }
  /** `offset` is that of the carried bytes. A peer's record has its name. */
  | { readonly what: 'record'; readonly header: RecordHeader; readonly offset: number; readonly name?: PeerName }
  | { readonly what: 'badBody'; readonly header: RecordHeader }
  | { readonly what: 'damage' };

/** Yields what is in a segment's file, in order. Without a head, the head is damaged. */
export async function* readSegment(path: string): AsyncGenerator<Found> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    yield* found(new FileWindow(file, (await file.stat()).size));
  } catch {
    // A file that can't be read counts as damaged: its rows are reported as such.
    yield { what: 'damage' };
  } finally {
    await file?.close();
  }
}

async function* found(file: FileWindow): AsyncGenerator<Found> {
  const head = decodeSegmentHead(await file.bytes(0, segmentHeadBytes));
  if (head) yield { what: 'head', head };
  let at = segmentHeadBytes;
  while (at < file.size) {
    const record = decodeRecordHeader(await file.bytes(at, recordHeaderBytes));
    const offset = at + recordHeaderBytes;
    const end = record ? offset + record.header.carryIn + record.header.length : Number.POSITIVE_INFINITY;
    if (!record || end > file.size) break;
    const { header, isSound } = record;
    if (await isWhole(file, at, end, record)) yield await wholeRecord(file, header, offset);
    else if (isSound) yield { what: 'badBody', header };
    else break;
    at = end;
  }
  if (at < file.size || file.size < segmentHeadBytes) yield { what: 'damage' };
}

async function isWhole(
  file: FileWindow,
  at: number,
  end: number,
  { crc, isBodyUnchecked }: FoundHeader,
): Promise<boolean> {
  const ownCrc = headerCrc(await file.bytes(at, recordHeaderBytes));
  return crc === (isBodyUnchecked ? ownCrc : await file.crc(at + recordHeaderBytes, end, ownCrc));
}

async function wholeRecord(file: FileWindow, header: RecordHeader, offset: number): Promise<Found> {
  if (header.kind !== 'peer') return { what: 'record', header, offset };
  const name = JSON.parse(new TextDecoder().decode(await file.bytes(offset, header.length)));
  return { what: 'record', header, offset, name };
}

/** A file that is read from front to back, a window at a time. */
class FileWindow {
  readonly size: number;
  readonly #file: FileHandle;
  #window = new Uint8Array();
  #at = 0;

  constructor(file: FileHandle, size: number) {
    this.#file = file;
    this.size = size;
  }

  /** Fewer at the end of the file. They are valid until the next read. */
  async bytes(at: number, length: number): Promise<Uint8Array> {
    if (at < this.#at || at + length > this.#at + this.#window.length)
      await this.#load(at, Math.max(length, readBytes));
    return this.#window.subarray(at - this.#at, at - this.#at + length);
  }

  /** Goes on with a CRC over the bytes from `from` to `to`. */
  async crc(from: number, to: number, before: number): Promise<number> {
    let crc = before;
    for (let at = from; at < to; at += readBytes) crc = crc32(await this.bytes(at, Math.min(readBytes, to - at)), crc);
    return crc;
  }

  async #load(at: number, length: number): Promise<void> {
    const window = new Uint8Array(Math.max(0, Math.min(this.size - at, length)));
    const { bytesRead } = await this.#file.read(window, 0, window.length, at);
    this.#window = window.subarray(0, bytesRead);
    this.#at = at;
  }
}
