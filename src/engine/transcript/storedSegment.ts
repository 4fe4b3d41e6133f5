/** Reads the file of a segment, and reports which parts of it are damaged. */
import type { FileHandle } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { openRegularFile } from '../../files/regularFile.ts';
import { turnBudget } from '../turns/turnBudget.ts';
import {
  checkedPayloadBytes,
  crcFrom,
  decodePeerName,
  decodeRecordHeader,
  type PeerName,
  type RecordHeader,
  recordHeaderBytes,
} from './logRecord.ts';
import { isPossible, maxSegmentRecords } from './possibleRecord.ts';
import { decodeSegmentHead, type SegmentHead, segmentHeadBytes } from './segmentHead.ts';

const readBytes = 256 * 1024;
/** Records in a batch, and the steps of a turn's budget that reading a batch and passing it on costs: about 0.5 ms. */
const batchRecords = 128;
const batchSteps = 2 ** 16;

/** `badBody` is a record of which only the header is known to be intact. */
type FoundRecord =
  /** `offset` is that of the carried bytes. A peer's record contains its name. */
  | { readonly what: 'record'; readonly header: RecordHeader; readonly offset: number; readonly name?: PeerName }
  | { readonly what: 'badBody'; readonly header: RecordHeader };

/** `damage`: the rest of the segment can't be read. */
export type SegmentPart =
  | FoundRecord
  | { readonly what: 'head'; readonly head: SegmentHead }
  | { readonly what: 'damage' };

/** Yields the contents of a segment's file in order, in batches. If there is no head among them, it is damaged. */
export async function* readSegment(path: string): AsyncGenerator<readonly SegmentPart[]> {
  let batch: SegmentPart[] = [];
  try {
    await using handle = await openRegularFile(path);
    const file = new FileWindow(handle, (await handle.stat()).size);
    let isGood = await file.load(0, segmentHeadBytes);
    const head = decodeSegmentHead(file.loaded(0, segmentHeadBytes));
    if (head) batch.push({ what: 'head', head });
    let records = 0;
    for (let at = segmentHeadBytes; isGood && at < file.size; ) {
      if (batch.length >= batchRecords) {
        yield batch;
        batch = [];
        while (!turnBudget.tryTake(batchSteps)) await nextTurn();
      }
      const next = nextRecord(file, at);
      if (typeof next === 'number') isGood = await file.load(at, next);
      else if (next && ++records <= maxSegmentRecords) batch.push(next.found);
      else isGood = false;
      if (typeof next === 'object') at = next.end;
    }
    if (!isGood) batch.push({ what: 'damage' });
  } catch {
    // A file that can't be read any further counts as damaged from there: its rows are reported as such.
    batch.push({ what: 'damage' });
  }
  yield batch;
}

/** Returns the record at an offset, the number of its bytes that must be loaded first, or undefined if there is none. */
function nextRecord(file: FileWindow, at: number): { found: FoundRecord; end: number } | number | undefined {
  const offset = at + recordHeaderBytes;
  if (!file.has(at, offset)) return recordHeaderBytes;
  const record = decodeRecordHeader(file.loaded(at, offset));
  if (!record) return undefined;
  const { header, isSound, isBodyUnchecked } = record;
  // Portside never writes such a record, and it would be loaded as a whole, whatever its size.
  if (header.length > checkedPayloadBytes && !isBodyUnchecked) return undefined;
  const end = offset + header.carryIn + header.length;
  if (end > file.size) return undefined;
  if (!(isBodyUnchecked || file.has(at, end))) return end - at;
  const crc = crc32(file.loaded(at + crcFrom, isBodyUnchecked ? offset : end));
  const bad = { found: { what: 'badBody', header }, end } as const;
  if (crc !== record.crc) return isSound ? bad : undefined;
  if (!isPossible(record)) return bad;
  if (header.kind !== 'peer') return { found: { what: 'record', header, offset }, end };
  const name = decodePeerName(file.loaded(offset, end), header.peer);
  return name ? { found: { what: 'record', header, offset, name }, end } : bad;
}

/** A file that is read from front to back, one window at a time. */
class FileWindow {
  readonly size: number;
  readonly #file: FileHandle;
  #window = new Uint8Array();
  #at = 0;

  constructor(file: FileHandle, size: number) {
    this.#file = file;
    this.size = size;
  }

  /** Returns true if these bytes are in the window. */
  has(from: number, to: number): boolean {
    return from >= this.#at && to <= this.#at + this.#window.length;
  }

  /** Returns bytes that are in the window. */
  loaded(from: number, to: number): Uint8Array {
    return this.#window.subarray(from - this.#at, to - this.#at);
  }

  /** Moves the window to an offset. Resolves with false if the file has fewer bytes than this there. */
  async load(at: number, length: number): Promise<boolean> {
    const window = new Uint8Array(Math.min(this.size - at, Math.max(length, readBytes)));
    const { bytesRead } = await this.#file.read(window, 0, window.length, at);
    this.#window = window.subarray(0, bytesRead);
    this.#at = at;
    return bytesRead >= length;
  }
}
