import { encodingOf } from './encodingCode.ts';

/**
 * The log's record: a header of 24 bytes, little-endian, then the carried bytes, then the payload.
 *
 *     0  u8   kind: 0 frame in, 1 frame out, 2 event (payload is JSON), 3 segment head (JSON: `SegmentHead`), 4 peer (JSON: `PeerName`)
 *     1  u8   carried bytes before the payload: the first ones of a character that the frame completes, the last ones of the frames before
 *     2  u8   encoding of that character (see encodingCode.ts)
 *     3  u8   0
 *     4  u32  peer, 0 for the endpoint itself
 *     8  u32  payload bytes
 *     12 u16  origin (see originCode.ts)
 *     14 u16  0
 *     16 f64  ms since the epoch
 */
export const recordHeaderBytes = 24;

/** The first three are entries; a record's kind is its place here. */
const kinds = ['in', 'out', 'event', 'segmentHead', 'peer'] as const;
const longestCarry = 3;

/** The first record of each segment. */
export interface SegmentHead {
  readonly format: 'portside transcript';
  readonly version: 1;
  /** Number of the segment's first entry. */
  readonly firstSeq: number;
  /** Where the transcript began when this was written: it was cleared there. Absent for 0. */
  readonly clearedBefore?: number;
}

/** Stands in a segment before the first record of a peer. */
export interface PeerName {
  readonly id: string;
  readonly address: string;
}

export interface RecordHeader {
  readonly kind: (typeof kinds)[number];
  readonly time: number;
  readonly peer: number;
  readonly origin: number;
  /** Bytes carried in from the frames before, which stand before the payload. */
  readonly carryIn: number;
  /** See `encodingCode.ts`. */
  readonly carryEncoding: number;
  /** Bytes of the payload. */
  readonly length: number;
}

/** Writes a header of 24 bytes at a place. */
export function writeRecordHeader(view: DataView, at: number, header: RecordHeader): void {
  view.setUint8(at, kinds.indexOf(header.kind));
  view.setUint8(at + 1, header.carryIn);
  view.setUint8(at + 2, header.carryEncoding);
  view.setUint32(at + 4, header.peer, true);
  view.setUint32(at + 8, header.length, true);
  view.setUint16(at + 12, header.origin, true);
  view.setFloat64(at + 16, header.time, true);
}

/** Nothing when the bytes are no header. */
export function decodeRecordHeader(bytes: Uint8Array): RecordHeader | undefined {
  if (bytes.length < recordHeaderBytes) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, recordHeaderBytes);
  const kind = kinds[view.getUint8(0)];
  const [carryIn, carryEncoding] = [view.getUint8(1), view.getUint8(2)];
  if (!kind || carryIn > longestCarry || encodingOf(carryEncoding) === undefined) return undefined;
  return {
    kind,
    carryIn,
    carryEncoding,
    peer: view.getUint32(4, true),
    length: view.getUint32(8, true),
    origin: view.getUint16(12, true),
    time: view.getFloat64(16, true),
  };
}

/** Kinds that are rows of the transcript. */
export function isEntry(kind: RecordHeader['kind']): kind is 'in' | 'out' | 'event' {
  return kind === 'in' || kind === 'out' || kind === 'event';
}
