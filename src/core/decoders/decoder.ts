/** A decoder recognizes one format of payloads and decodes it to a tree, text, characters or a picture. */
import type { TextOrPhrase } from '../phrase.ts';
import type { Decoded } from './decoded.ts';

/**
 * A page calls every decoder in the list (`decoders.ts`) for each payload. No decoder needs Node today; one that does
 * belongs in `src/engine/decoders/` behind this interface, and the page gets a decoder with the same `sniff` whose
 * `decode` is a call. A tree can be sent if its children are arrays.
 */
export interface PayloadDecoder {
  /** Identifies the decoder in the settings that pages keep for the user. */
  readonly id: string;
  /** Display name of the format. */
  readonly name: TextOrPhrase;
  /** Whether only complete payloads can be decoded. Otherwise, each fetched beginning is decoded from scratch. */
  readonly needsWhole: boolean;
  /**
   * Returns whether the payload may have this format, judging by its beginning, and how well it fits. Reads at most a
   * few kilobytes, and refuses a payload that is too long to decode while a user waits.
   */
  sniff(input: DecoderInput): Fit | undefined;
  /** Returns the decoded payload, or undefined if it doesn't have this format after all. */
  decode(input: DecoderInput): Promise<Decoded | undefined>;
}

/** A payload can be viewed in each `offered` or `preferred` format, and opens in the last preferred one listed. */
export type Fit = 'offered' | 'preferred';

/** A payload, as far as it has been fetched. */
export interface DecoderInput {
  /** All bytes, or the first ones. */
  readonly bytes: Uint8Array;
  /** Total number of bytes, whether fetched or not. */
  readonly length: number;
  readonly text: TextReader;
}

/** Reads bytes as text in one encoding: core has four, pages and the engine have more. */
export interface TextReader {
  /** Returns the texts between ascending `cuts` (two or more). A character that is cut belongs to the later text. */
  parts(bytes: Uint8Array, cuts: readonly number[]): string[];
  /** Whether all bytes are valid. `goesOn`: more bytes follow, so the last character may be incomplete. */
  isValid(bytes: Uint8Array, goesOn: boolean): boolean;
}

/** Returns the bytes as a single text. */
export function wholeText({ text }: DecoderInput, bytes: Uint8Array): string {
  return text.parts(bytes, [0, bytes.length])[0] ?? '';
}
