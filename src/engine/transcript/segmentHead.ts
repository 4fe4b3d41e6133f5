/** The head of a segment's file, as `logRecord.ts` describes it, and how logs in other formats are distinguished from damaged ones. */
import { crc32 } from 'node:zlib';

export const segmentHeadBytes = 32;
/** Number of bytes of a file that identify its format. */
export const formatMarkBytes = 64;

const magic = Buffer.from('portside log v2\n');
const crcAt = 28;
const otherVersion = /^portside log v\d+\n/;
/** Before version 2, a file began with a record of 24 bytes, whose JSON named the format. */
const firstVersion = '{"format":"portside transcript"';
const firstVersionAt = 24;

export interface SegmentHead {
  /** Number of the segment's first entry. */
  readonly firstSeq: number;
  /** Number of the first entry that wasn't cleared at the time of writing; 0 if nothing was cleared. */
  readonly clearedBefore: number;
  /** Number of the first entry of the previous segment; its own if there is none. */
  readonly previousFirstSeq: number;
}

export function encodeSegmentHead({ firstSeq, clearedBefore, previousFirstSeq }: SegmentHead): Uint8Array {
  const bytes = new Uint8Array(segmentHeadBytes);
  const view = new DataView(bytes.buffer);
  bytes.set(magic);
  view.setUint32(16, firstSeq, true);
  view.setUint32(20, clearedBefore, true);
  view.setUint32(24, previousFirstSeq, true);
  view.setUint32(crcAt, crc32(bytes.subarray(0, crcAt)), true);
  return bytes;
}

/**
 * Returns undefined if the head is damaged or of another format. A damaged magic alone doesn't matter: the CRC is
 * computed with the intact one.
 */
export function decodeSegmentHead(bytes: Uint8Array): SegmentHead | undefined {
  if (bytes.length < segmentHeadBytes) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, segmentHeadBytes);
  if (view.getUint32(crcAt, true) !== crc32(bytes.subarray(magic.length, crcAt), crc32(magic))) return undefined;
  const [firstSeq, clearedBefore, previousFirstSeq] = [16, 20, 24].map(at => view.getUint32(at, true)) as [
    number,
    number,
    number,
  ];
  if (Math.max(clearedBefore, previousFirstSeq) > firstSeq) return undefined;
  return { firstSeq, clearedBefore, previousFirstSeq };
}

/** Returns true if a file that begins with these bytes is a log that another version of Portside wrote. */
export function isOtherFormat(bytes: Uint8Array): boolean {
  if (decodeSegmentHead(bytes)) return false;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, formatMarkBytes)).toString('latin1');
  if (text.startsWith(magic.toString())) return false;
  return otherVersion.test(text) || text.startsWith(firstVersion, firstVersionAt);
}
