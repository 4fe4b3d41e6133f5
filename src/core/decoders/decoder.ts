/** A decoder recognizes one format of payloads and decodes them as a tree, a text, characters or a picture. */
import type { Words } from '../phrase.ts';
import type { Decoded } from './decoded.ts';

/**
 * A page asks every decoder in the list (`decoders.ts`), whichever format the payload has, and awaits each. No decoder needs Node today. One
 * that does stands in `src/engine/decoders/` behind this interface, and the page has a decoder with the same `sniff` whose `decode` is a
 * call. A tree can be sent if its children are arrays.
 */
export interface Decoder {
  /** Identifies it in what pages keep for the user. */
  readonly id: string;
  /** The name of the format. */
  readonly name: Words;
  /** Whether it decodes only complete payloads. Otherwise, it decodes the beginning anew each time more of it has been fetched. */
  readonly needsWhole: boolean;
  /**
   * Returns whether the payload may have its format, judging by its beginning, and how well that fits. Doesn't look at more than a few
   * kilobytes, and refuses a payload that is longer than it can decode while a user waits.
   */
  sniff(input: DecoderInput): Fit | undefined;
  /** Returns what the payload contains, or undefined if it doesn't have the format after all. */
  decode(input: DecoderInput): Promise<Decoded | undefined>;
}

/** A payload can be seen in each format that is at least `offered`. It opens in the last one in the list that is `preferred`. */
export type Fit = 'offered' | 'preferred';

/** A payload, as far as it has been fetched. */
export interface DecoderInput {
  /** All of its bytes, or the first ones. */
  readonly bytes: Uint8Array;
  /** Its number of bytes, fetched or not. */
  readonly length: number;
  readonly text: TextReader;
}

/** Reads bytes as text in one encoding: core has four, pages and the engine have more. */
export interface TextReader {
  /** Returns the texts between ascending `cuts` (two or more offsets). A character that a cut goes through belongs to the later text. */
  parts(bytes: Uint8Array, cuts: readonly number[]): string[];
  /** Whether all of it is valid. `goesOn`: more bytes follow, so a character may be cut off at the end. */
  isValid(bytes: Uint8Array, goesOn: boolean): boolean;
}

/** Returns the bytes as a single text. */
export function wholeText({ text }: DecoderInput, bytes: Uint8Array): string {
  return text.parts(bytes, [0, bytes.length])[0] ?? '';
}
