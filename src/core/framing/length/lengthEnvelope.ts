/** The envelope of a length-prefixed frame: where its length is, and what the length counts. */
import type { LengthField, LengthPrefixOptions } from '../../endpointConfig.ts';
import type { BrokenEnvelope } from '../brokenEnvelope.ts';
import { envelopeBytes, lengthEndBytes } from '../envelopeBytes.ts';
import { bcdLength } from './bcdLength.ts';
import { binaryLength } from './binaryLength.ts';
import { digitsUntilLength } from './digitsUntilLength.ts';
import { JsonHeaders } from './jsonHeader.ts';
import type { LengthCodec } from './lengthCodec.ts';
import { paddedDigitsLength } from './paddedDigitsLength.ts';
import { varintLength } from './varintLength.ts';

/** Returns the codec of the field that a config specifies. */
export function lengthCodec(field: LengthField): LengthCodec {
  if ('bytes' in field) return binaryLength(field);
  if ('digits' in field) return paddedDigitsLength(field.digits, 10, field.pad ?? 'right');
  if ('digitsUntil' in field) return digitsUntilLength(lengthEndBytes(field.digitsUntil));
  if ('hexDigits' in field) return paddedDigitsLength(field.hexDigits, 16, 'zeros');
  if ('bcd' in field) return bcdLength(field.bcd);
  return varintLength();
}

/** A frame's bytes up to the end of its length field. */
export interface Prefix {
  readonly bytes: number;
  /** Number of bytes that follow, without the trailer; a bigint if it isn't a safe integer. */
  readonly size: number | bigint;
}

export class LengthEnvelope {
  readonly field: LengthCodec;
  /** Number of bytes before the length field. */
  readonly offset: number;
  /** Whether frames are delivered and sent with their header. */
  readonly keepsHeader: boolean;
  readonly trailer: Uint8Array;
  /** Set if lengths are those of JSON headers. */
  readonly jsonHeaders: JsonHeaders | undefined;
  readonly #includesHeader: boolean;
  readonly #adjust: number;

  constructor(field: LengthCodec, options: LengthPrefixOptions) {
    const { offset, includesHeader = false, adjust = 0, trailer, jsonHeader } = options;
    this.field = field;
    this.offset = offset ?? 0;
    this.keepsHeader = offset !== undefined;
    this.trailer = trailer === undefined ? new Uint8Array() : envelopeBytes(trailer);
    this.jsonHeaders = jsonHeader && new JsonHeaders(jsonHeader);
    this.#includesHeader = includesHeader;
    this.#adjust = adjust;
  }

  /** Size of the shortest prefix. */
  get minPrefixBytes(): number {
    return this.offset + this.field.minBytes;
  }

  /** Size of the longest prefix. */
  get maxPrefixBytes(): number {
    return this.offset + this.field.maxBytes;
  }

  /** Returns how much more the length counts than the bytes behind a field of this size; less if it is negative. */
  excess(fieldBytes: number): number {
    return (this.#includesHeader ? this.offset + fieldBytes : 0) - this.#adjust;
  }

  /** Whether the length depends on the size of its own field. */
  get countsItself(): boolean {
    return this.#includesHeader;
  }

  /** Reads the prefix of a frame that begins at an offset. Returns undefined if more bytes are needed. */
  readPrefix(bytes: Uint8Array, at: number): Prefix | BrokenEnvelope | undefined {
    const fieldAt = at + this.offset;
    const found = this.field.read(bytes, fieldAt);
    if (!found || 'expected' in found) return found;
    const excess = this.excess(found.bytes);
    const prefixBytes = this.offset + found.bytes;
    if (typeof found.length === 'bigint') return { bytes: prefixBytes, size: found.length - BigInt(excess) };
    const size = found.length - excess;
    return size < 0 ? { at: fieldAt, expected: 'greaterLength', least: excess } : { bytes: prefixBytes, size };
  }

  /** Returns the offset of the first byte that differs from the trailer at an offset, or -1. */
  wrongTrailerByte(bytes: Uint8Array, at: number): number {
    for (let index = 0; index < this.trailer.length; index++) {
      if (bytes[at + index] !== this.trailer[index]) return at + index;
    }
    return -1;
  }
}
