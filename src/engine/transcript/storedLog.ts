/** Reads a log that another worker left behind: up to its last whole record. */
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { logFromEngine } from '../engineLog.ts';
import {
  decodeRecordHeader,
  isEntry,
  type PeerName,
  type RecordHeader,
  recordHeaderBytes,
  type SegmentHead,
} from './logRecord.ts';
import { Segment } from './segment.ts';
import { storedSegments } from './segmentFiles.ts';
import type { AdoptedFiles, LogPosition } from './transcriptLog.ts';

const readBytes = 1024 * 1024;

/** What is found on the way, in order. */
export interface StoredLogReader {
  /** Number of the first entry that is there, and where the transcript begins: it was cleared there. */
  start(firstSeq: number, clearedBefore: number): void;
  peer(number: number, name: PeerName): void;
  entry(header: RecordHeader & { kind: 'in' | 'out' | 'event' }, position: LogPosition): void;
}

/**
 * Empty where there is nothing that can be read. From the first segment on that has no head, files are put aside: new ones take their
 * numbers. What was cleared is gone: nobody can undo that any more.
 */
export async function readStoredLog(directory: string, reader: StoredLogReader): Promise<AdoptedFiles> {
  const { files, numbers, cleared } = await storedSegments(directory);
  // Files that can't be deleted now are deleted with the directory.
  await Promise.all(cleared.map(path => rm(path, { force: true }).catch(() => undefined)));
  const segments: Segment[] = [];
  for (const number of numbers) {
    const segment = await readSegment(files.path(number), number, segments.length === 0, reader);
    if (!segment) break;
    segments.push(segment);
  }
  for (const number of numbers.slice(segments.length)) await putAside(files.path(number));
  return { files, segments, firstNumber: numbers[0] ?? 0 };
}

async function readSegment(
  path: string,
  number: number,
  isFirst: boolean,
  reader: StoredLogReader,
): Promise<Segment | undefined> {
  let rows = 0;
  let bytes = 0;
  let firstSeq: number | undefined;
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    for await (const { header, offset, json } of records(file)) {
      if (!isEntry(header.kind) && json === undefined) break;
      bytes = offset + header.carryIn + header.length;
      if (header.kind === 'segmentHead') {
        const head = json as SegmentHead;
        firstSeq = head.firstSeq;
        if (isFirst) reader.start(firstSeq, head.clearedBefore ?? 0);
      } else if (header.kind === 'peer') reader.peer(header.peer, json as PeerName);
      else if (isEntry(header.kind)) {
        rows++;
        reader.entry({ ...header, kind: header.kind }, { segment: number, offset });
      }
    }
  } catch {
    // The file can't be read, or holds what we never wrote: what came before that is good.
  } finally {
    await file?.close();
  }
  return firstSeq === undefined ? undefined : new Segment(path, firstSeq, { bytes, rows });
}

async function putAside(path: string): Promise<void> {
  logFromEngine('warn', 'transcriptDamaged', {});
  // One that can't be moved can't be written either, which the log will tell.
  await rename(path, `${path}.damaged`).catch(() => undefined);
}

interface StoredRecord {
  readonly header: RecordHeader;
  /** Of the carried bytes and the payload. */
  readonly offset: number;
  /** The payload of a record that is no entry. */
  readonly json?: unknown;
}

async function* records(file: FileHandle): AsyncGenerator<StoredRecord> {
  const { size } = await file.stat();
  let window = new Uint8Array();
  let windowAt = 0;
  const bytesAt = async (at: number, length: number) => {
    if (at < windowAt || at + length > windowAt + window.length) {
      window = new Uint8Array(Math.min(size - at, Math.max(length, readBytes)));
      windowAt = at;
      await file.read(window, 0, window.length, at);
    }
    return window.subarray(at - windowAt, at - windowAt + length);
  };
  for (let at = 0; at + recordHeaderBytes <= size; ) {
    const header = decodeRecordHeader(await bytesAt(at, recordHeaderBytes));
    const offset = at + recordHeaderBytes;
    if (!header || offset + header.carryIn + header.length > size) return;
    at = offset + header.carryIn + header.length;
    if (isEntry(header.kind)) yield { header, offset };
    else yield { header, offset, json: jsonOf(await bytesAt(offset, header.length)) };
  }
}

/** Nothing for what is no JSON: whoever damaged the file damaged what follows too. */
function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
