/**
 * The format of the log. A segment is a file: a head of 32 bytes, then records of 32 bytes and their body, one after another without
 * padding. Numbers are unsigned and little-endian, CRCs are CRC-32 as in zlib. Read by `storedLog.ts`.
 *
 * Head:
 *
 *     0  16 bytes  "portside log v2\n" (see segmentHead.ts for how other formats are recognized)
 *     16 u32       sequence number of the segment's first entry
 *     20 u32       entry before which the transcript was cleared when this was written; 0 if it wasn't
 *     24 u32       sequence number of the first entry of the segment before; its own if there is none
 *     28 u32       CRC of bytes 0 to 27
 *
 * Record:
 *
 *     0  u32  CRC of bytes 6 to 31 and, unless flag 1 is set, of the body
 *     4  u16  check of bytes 6 to 31 (see `headerCheck`)
 *     6  u8   kind: 0 frame in, 1 frame out, 2 event (payload is JSON), 3 peer (JSON: `PeerName`), before the peer's first entry in a segment
 *     7  u8   side of a tap: 0 none, 1 client, 2 server
 *     8  u8   low half: carried bytes (0 to 3); high half: encoding of their character (see recordCodes.ts)
 *     9  u8   flags: 1 body isn't part of the CRC, as that of each payload of more than 4,096 bytes
 *     10 u16  origin (see recordCodes.ts)
 *     12 u32  peer; 0 for the endpoint itself
 *     16 u32  length of the payload in bytes
 *     20 u32  sequence number of the entry; for a peer, of the next entry
 *     24 f64  ms since the epoch
 *     32      body: the carried bytes, which are the first ones of a character that the frame completes and end the frames before;
 *             then the payload
 *
 * The check tells whether the length can be trusted: if so, a damaged body costs one row. With a damaged header the
 * rest of the segment is lost, since nothing says where the next record begins. The sequence numbers tell how many rows
 * are lost: within a segment each follows the one before, so a record whose number doesn't is invalid (see
 * possibleRecord.ts).
 */
import { isJsonDeeper } from '../../core/bytes/jsonDepth.ts';
import type { Direction } from '../../core/transcriptEntry.ts';
import { encodingOf } from './recordCodes.ts';
import { crcOf } from './recordCrc.ts';

export const recordHeaderBytes = 32;
/** The CRC covers payloads of up to this many bytes. */
export const checkedPayloadBytes = 4096;

/** The first three are entries; a record's kind is its index here. */
const kinds = ['in', 'out', 'event', 'peer'] as const;
const longestCarry = 3;
/** Offset of the first byte that a record's CRC covers. */
export const crcFrom = 6;
const unchecked = 1;
/** Initial value of a header's check. */
const seed = 0x5bd1_e995;

/** Contents of a peer record, which precedes the peer's first entry in a segment. */
export interface PeerName {
  readonly id: string;
  readonly address: string;
}

export interface RecordHeader {
  readonly kind: (typeof kinds)[number];
  /** Side of a tap: 1 client, 2 server; otherwise 0. */
  readonly side: number;
  readonly time: number;
  readonly peer: number;
  readonly origin: number;
  /** Number of bytes carried in from earlier frames, which precede the payload. */
  readonly carryIn: number;
  /** See `recordCodes.ts`. */
  readonly carryEncoding: number;
  /** Bytes of the payload. */
  readonly length: number;
  /** Number of the entry; in a peer record, that of the next entry. */
  readonly seq: number;
}

/** The header of an entry. */
export interface EntryHeader extends RecordHeader {
  readonly kind: Direction;
}

/** A header as found in a file, which may be damaged. */
export interface FoundHeader {
  readonly header: RecordHeader;
  /** True if the header is undamaged, so that its length can be trusted. */
  readonly isSound: boolean;
  readonly crc: number;
  /** The body isn't part of the CRC. */
  readonly isBodyUnchecked: boolean;
}

/** Writes a header of 32 bytes at an offset, except for its CRC. */
export function writeRecordHeader(view: DataView, at: number, header: RecordHeader, isBodyUnchecked = false): void {
  const { kind, side, carryIn, carryEncoding, origin, peer, length, seq, time } = header;
  const kindAndSide = kinds.indexOf(kind) | (side << 8);
  const carry = carryIn | (carryEncoding << 4) | ((isBodyUnchecked ? unchecked : 0) << 8) | (origin << 16);
  // This runs for every frame, hence signed numbers, whole words and no loop.
  view.setFloat64(at + 24, time, true);
  let mix = mixed(seed, kindAndSide);
  mix = mixed(mix, carry);
  mix = mixed(mix, peer | 0);
  mix = mixed(mix, length | 0);
  mix = mixed(mix, seq | 0);
  mix = mixed(mix, view.getInt32(at + 24, true));
  mix = mixed(mix, view.getInt32(at + 28, true));
  view.setInt32(at + 4, checkOf(mix) | (kindAndSide << 16), true);
  view.setInt32(at + 8, carry, true);
  view.setInt32(at + 12, peer, true);
  view.setInt32(at + 16, length, true);
  view.setInt32(at + 20, seq, true);
}

/** Writes the CRC of the record from `at` to `end`. `view` covers all of `memory`. */
export function writeRecordCrc(view: DataView, memory: Uint8Array, at: number, end: number): void {
  view.setUint32(at, crcOf(view, memory, at + crcFrom, end), true);
}

/** Decodes a header, which may be damaged. Returns undefined if the bytes are too few or have impossible values. */
export function decodeRecordHeader(bytes: Uint8Array): FoundHeader | undefined {
  if (bytes.length < recordHeaderBytes) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, recordHeaderBytes);
  const kind = kinds[view.getUint8(6)];
  const carry = view.getUint8(8);
  const [carryIn, carryEncoding] = [carry & 0x0f, carry >> 4];
  if (!kind || carryIn > longestCarry || encodingOf(carryEncoding) === undefined) return undefined;
  const header: RecordHeader = {
    kind,
    side: view.getUint8(7),
    carryIn,
    carryEncoding,
    origin: view.getUint16(10, true),
    peer: view.getUint32(12, true),
    length: view.getUint32(16, true),
    seq: view.getUint32(20, true),
    time: view.getFloat64(24, true),
  };
  const isBodyUnchecked = (view.getUint8(9) & unchecked) !== 0;
  const isSound = view.getUint16(4, true) === headerCheck(view, 0);
  return { header, isSound, crc: view.getUint32(0, true), isBodyUnchecked };
}

/** Decodes the body of a peer record. Returns undefined if it is invalid or its id isn't that of the peer. */
export function decodePeerName(body: Uint8Array, peer: number): PeerName | undefined {
  if (isJsonDeeper(body, 1)) return undefined;
  try {
    const { id, address } = JSON.parse(new TextDecoder().decode(body));
    return id === `p${peer}` && typeof address === 'string' ? { id, address } : undefined;
  } catch {
    return undefined;
  }
}

/** Returns true for kinds that are rows of the transcript. */
export function isEntry(kind: RecordHeader['kind']): kind is 'in' | 'out' | 'event' {
  return kind !== 'peer';
}

/** Returns 16 bits of a mix of bytes 6 to 31: cheaper than a CRC, and enough to know if the length can be trusted. */
function headerCheck(view: DataView, at: number): number {
  let mix = mixed(seed, view.getUint16(at + 6, true));
  for (let word = at + 8; word < at + recordHeaderBytes; word += 4) mix = mixed(mix, view.getInt32(word, true));
  return checkOf(mix);
}

function checkOf(mix: number): number {
  return (mix ^ (mix >>> 16)) & 0xffff;
}

/** Mixes a word in. Each word gives a different result. */
function mixed(mix: number, word: number): number {
  const product = Math.imul(mix ^ word, 0x2c1b_3c6d);
  return product ^ (product >>> 13);
}
