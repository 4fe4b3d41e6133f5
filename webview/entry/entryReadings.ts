/** Decodes an entry's bytes with all decoders that fit, once enough bytes have been fetched. */
import type { Decoded } from '../../src/core/decoders/decoded.ts';
import type { DecoderInput, PayloadDecoder } from '../../src/core/decoders/decoder.ts';
import { decoderInput } from './decoderInput.ts';
import type { EntryBytes } from './entryBytes.ts';
import type { TextEncoding } from './textEncodings.ts';

export interface EntryReading {
  readonly decoder: Pick<PayloadDecoder, 'id' | 'name'>;
  readonly decoded: Decoded;
  readonly isPreferred: boolean;
}

export class EntryReadings {
  readonly #decoders: readonly PayloadDecoder[];
  readonly #changed: () => void;
  #all: readonly EntryReading[] | undefined;
  #source: EntryBytes | undefined;
  /** Input of the current or last decoding. */
  #from: readonly unknown[] = [];

  /** `changed` is called when the readings are known. */
  constructor(decoders: readonly PayloadDecoder[], changed: () => void) {
    this.#decoders = decoders;
    this.#changed = changed;
  }

  /** All readings, in the order of the decoders; undefined until they are known. */
  get all(): readonly EntryReading[] | undefined {
    return this.#all;
  }

  /** Whether the remaining bytes should be fetched, because a decoder that may fit needs all of them. */
  needsAll(source: EntryBytes, encoding: TextEncoding): boolean {
    const { bytes, left, problem, isLoading } = source;
    if (left === 0 || problem !== undefined || isLoading || bytes.length === 0) return false;
    const input = decoderInput(source, encoding);
    return this.#decoders.some(decoder => decoder.needsWhole && decoder.sniff(input) !== undefined);
  }

  /**
   * Settles when the readings are up to date, unless other bytes are being read by then. Rejects with the error of a
   * decoder that failed.
   */
  async read(source: EntryBytes | undefined, encoding: TextEncoding): Promise<void> {
    if (source !== this.#source) {
      this.#all = undefined;
      this.#from = [];
    }
    this.#source = source;
    if (!source || !this.#canDecide(source, encoding)) return;
    const from = [source.bytes, encoding];
    if (from.every((part, index) => part === this.#from[index])) return;
    this.#from = from;
    const input = decoderInput(source, encoding);
    const outcomes = await Promise.allSettled(this.#decoders.map(decoder => readingBy(decoder, input)));
    if (this.#from !== from) return;
    this.#all = outcomes.flatMap(outcome => (outcome.status === 'fulfilled' && outcome.value ? [outcome.value] : []));
    this.#changed();
    const failed = outcomes.find(outcome => outcome.status === 'rejected');
    if (failed) throw failed.reason;
  }

  /** Whether the fetched bytes suffice to decode. If fetching more has failed, they must. */
  #canDecide(source: EntryBytes, encoding: TextEncoding): boolean {
    if (this.#all || source.problem !== undefined || source.left === 0) return true;
    return source.bytes.length > 0 && !source.isLoading && !this.needsAll(source, encoding);
  }
}

async function readingBy(decoder: PayloadDecoder, input: DecoderInput): Promise<EntryReading | undefined> {
  if (decoder.needsWhole && input.bytes.length < input.length) return undefined;
  const fit = decoder.sniff(input);
  const decoded = fit && (await decoder.decode(input));
  return decoded && { decoder, decoded, isPreferred: fit === 'preferred' };
}
