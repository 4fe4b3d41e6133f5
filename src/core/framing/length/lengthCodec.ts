/** The interface of all fields that hold the length of a frame: binary, digits, BCD, varint. One file per kind. */
import type { Phrase } from '../../phrase.ts';
import type { BrokenEnvelope } from '../brokenEnvelope.ts';

export interface LengthCodec {
  /** Names the field in a sentence: “the message is too long for …”. */
  readonly name: Phrase;
  /** Size of the smallest field. */
  readonly minBytes: number;
  /** Size of the largest field. */
  readonly maxBytes: number;
  /** Set if even the first bytes of a field can be wrong. */
  readonly breaksEarly?: true;
  /** The largest length that a field can hold. */
  readonly maxLength: number;
  /**
   * Reads the field that begins at an offset, and may end before the bytes do. Returns undefined if more bytes are
   * needed, and the offset of the first wrong byte as soon as it is there.
   */
  read(bytes: Uint8Array, at: number): LengthReading | BrokenEnvelope | undefined;
  /** Returns the field for a length, or undefined if no field can hold it. */
  write(length: number): Uint8Array | undefined;
}

export interface LengthReading {
  /** A bigint if it isn't a safe integer. */
  readonly length: number | bigint;
  /** Size of the field. */
  readonly bytes: number;
}
