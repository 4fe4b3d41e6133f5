/** Computes lengths, checksums and hashes of parts of a message that is being rendered. */
import { asciiReader } from '../bytes/asciiReader.ts';
import { joinBytes } from '../bytes/joinBytes.ts';
import { quotable } from '../bytes/quotable.ts';
import type { TextCodec } from '../bytes/textCodec.ts';
import { TextError } from '../phrase.ts';
import type { Computed, Covered } from './computed.ts';
import type { Element } from './elements.ts';
import { encodeTyped } from './encodeTyped.ts';
import { encodeFormatted, formattedBytes } from './formattedBytes.ts';
import { hashBytes } from './hashes.ts';
import { bytesOf, type HoleValue, textOf } from './holeValue.ts';
import type { VariableSources } from './values.ts';
import { fixedBytes } from './valueType.ts';

export interface ComputedSources {
  readonly notation: { readonly codec: TextCodec };
  readonly sources: VariableSources;
  insert(name: string): HoleValue | undefined;
}

/** What has been written so far: undefined for what is yet to be computed. */
type Written = readonly (Uint8Array | undefined)[];

/** @throws TextError for a value that its type can't represent. */
export function computedBytes(
  computed: Computed,
  elements: readonly Element[],
  written: Written,
  context: ComputedSources,
): Uint8Array {
  const { operation, covered, type, hole } = computed;
  const { codec } = context.notation;
  if (operation.kind === 'hash') {
    const bytes = joinBytes([coveredBytes(covered, written, context), codec.encode(operation.suffix)]);
    const hash = context.sources.hash?.(operation.algorithm, bytes);
    if (!hash)
      throw new TextError('"{0}" at character {1}: hashes can’t be computed here', quotable(hole.source), hole.at + 1);
    return encodeFormatted(type, hash, codec);
  }
  const value =
    operation.kind === 'length'
      ? BigInt(coveredLength(covered, elements, written, codec)) + operation.plus
      : BigInt(operation.checksum.value(summed(computed, coveredBytes(covered, written, context))));
  return encodeTyped(type, value, { codec, valueOf: context.insert });
}

/** Returns the bytes that a checksum sums. A span is summed whole. */
export function summed({ operation, covered }: Computed, bytes: Uint8Array): Uint8Array {
  const part = operation.kind === 'checksum' && covered.kind === 'preceding' ? operation.checksum.part : undefined;
  return part ? part(bytes) : bytes;
}

function coveredBytes(covered: Covered, written: Written, { insert, notation }: ComputedSources): Uint8Array {
  if (covered.kind !== 'value')
    return joinBytes(written.slice(covered.from, covered.to).filter(part => part !== undefined));
  const value = insert(covered.name) ?? '';
  return bytesOf(value, notation.codec) ?? notation.codec.encode(textOf(value, notation.codec));
}

function coveredLength(covered: Covered, elements: readonly Element[], written: Written, codec: TextCodec): number {
  let length = 0;
  if (covered.kind === 'value') return length;
  for (let index = covered.from; index < covered.to; index++) {
    const element = elements[index];
    // The order of computation leaves only values of constant size for later.
    const later = element?.kind === 'computed' ? constantBytes(element, codec) : 0;
    length += written[index]?.length ?? later;
  }
  return length;
}

/** Returns the size of a value that isn't computed yet, or 0 if it depends on the value. */
export function constantBytes({ operation, type }: Computed, codec: TextCodec): number {
  if (operation.kind === 'hash') return formattedBytes(type, hashBytes[operation.algorithm], codec);
  return fixedBytes(type, asciiReader(codec).widthBytes, count => (typeof count === 'number' ? count : undefined)) ?? 0;
}
