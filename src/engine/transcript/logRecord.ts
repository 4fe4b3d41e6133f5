/**
 * The log's record: a header of 24 bytes, little-endian, then the carried bytes, then the payload.
 *
 *     0  u8   kind: 0 frame in, 1 frame out, 2 event (payload is JSON), 3 segment head (payload is JSON)
 *     1  u8   carried bytes before the payload
 *     2  u8   bytes at the payload's end that are carried to the next frame
 *     3  u8   0
 *     4  u32  peer, 0 for the endpoint itself
 *     8  u32  payload bytes
 *     12 u16  origin (see originCode.ts)
 *     14 u16  0
 *     16 f64  ms since the epoch
 */
export const recordHeaderBytes = 24;

export const recordKind = { in: 0, out: 1, event: 2, segmentHead: 3 } as const;

export interface LogRecord {
  readonly kind: keyof typeof recordKind;
  readonly time: number;
  readonly peer: number;
  readonly origin: number;
  readonly carriedIn: Uint8Array;
  readonly carryOut: number;
  readonly payload: Uint8Array;
}

/** The header and the carried bytes of a record. */
export function encodeRecordHead(record: LogRecord): Uint8Array {
  const head = new Uint8Array(recordHeaderBytes + record.carriedIn.length);
  const view = new DataView(head.buffer);
  view.setUint8(0, recordKind[record.kind]);
  view.setUint8(1, record.carriedIn.length);
  view.setUint8(2, record.carryOut);
  view.setUint32(4, record.peer, true);
  view.setUint32(8, record.payload.length, true);
  view.setUint16(12, record.origin, true);
  view.setFloat64(16, record.time, true);
  head.set(record.carriedIn, recordHeaderBytes);
  return head;
}
