/** Compiles a template for repeated rendering: constant parts are encoded once. */
import { joinBytes } from '../bytes/joinBytes.ts';
import { quotable } from '../bytes/quotable.ts';
import type { TextCodec } from '../bytes/textCodec.ts';
import { TextError } from '../phrase.ts';
import { computedBytes, constantBytes } from './computedBytes.ts';
import { computedOrder } from './computedOrder.ts';
import { type Element, type Insert as InsertElement, type Run, readElements, type TemplateScope } from './elements.ts';
import { encodeTyped } from './encodeTyped.ts';
import { encodeFormatted, isHashFormat } from './formattedBytes.ts';
import { bytesOf, type HoleValue } from './holeValue.ts';
import { escapedJson } from './jsonStrings.ts';
import type { Template } from './template.ts';
import { type VariableSources, valueBytes, valueText } from './values.ts';

/** Converts the template's text to bytes. */
export interface TemplateNotation {
  readonly isHex: boolean;
  /** `at` is the position of the text in the template. @throws RangeError for text that can't be parsed. */
  encode(text: string, at: number): Uint8Array;
  /** Does the same for text that contains generated values. */
  encodeValues?(text: string, at: number): Uint8Array;
  /** Text that stands for two literal braces. */
  readonly braces: string;
  /** Encodes numbers and texts with a type. */
  readonly codec: TextCodec;
}

/** Returns the value to insert; undefined for a capture that didn't participate. */
export type Insert = (name: string) => HoleValue | undefined;

export interface CompiledTemplate {
  /** The bytes, if no placeholder changes them. */
  readonly fixed: Uint8Array | undefined;
  /** True if the template has placeholders for inserts. */
  readonly hasInserts: boolean;
  /** @throws RangeError for values that can't be parsed in the notation, or that are too long. */
  render(sources: VariableSources, insert?: Insert): Uint8Array;
  /** Returns the same bytes in parts, without copying inserts. @throws RangeError as `render` does. */
  parts(sources: VariableSources, insert?: Insert): readonly Uint8Array[];
  /**
   * Returns the parts with sample values and as many inserts as are known, to check all others. Nothing is computed
   * from unknown inserts. @throws RangeError as `render` does.
   */
  sample(sources: VariableSources, insert?: Insert): readonly Uint8Array[];
}

export type TemplateNames = Pick<TemplateScope, 'names' | 'hasPeer' | 'hasSpans'> & { readonly use?: 'send' | 'both' };

interface RenderContext {
  /** Whether inserts may be unknown. */
  readonly isSample: boolean;
  readonly notation: TemplateNotation;
  readonly sources: VariableSources;
  readonly insert: Insert;
}

/**
 * Limits the UTF-16 units of the values, and the bytes of all parts but the longest: a few words could request
 * gigabytes, or random bytes that take a second. One part may be longer, so that any frame can be inserted.
 */
const maxUnits = 256 * 1024;
const maxBytes = 32 * 1024 * 1024;
const nothing = new Uint8Array();

/** @throws RangeError for text that can't be parsed, and for placeholders that don't exist or can't be used. */
export function compileTemplate(
  template: Template,
  notation: TemplateNotation,
  { use = 'send', ...names }: TemplateNames,
): CompiledTemplate {
  const { isHex, braces } = notation;
  const read = readElements(template, { ...names, use, isHex, braces });
  const order = computedOrder(read);
  const elements = read.map(element => compiledElement(element, notation));
  const hasInserts = read.some(({ kind }) => kind === 'insert' || kind === 'capture');
  const partsOf = (context: RenderContext): readonly Uint8Array[] => {
    // First what stands for itself, then what is computed from it.
    const written = elements.map(element => writtenElement(element, context));
    checkLength(written);
    for (const index of order) {
      const element = read[index];
      if (element?.kind !== 'computed') continue;
      const isUnknown = context.isSample && hasInserts;
      written[index] = isUnknown
        ? new Uint8Array(constantBytes(element, notation.codec))
        : computedBytes(element, read, written, context);
    }
    if (order.length > 0) checkLength(written);
    return written as readonly Uint8Array[];
  };
  const partsWith =
    (isSample: boolean): CompiledTemplate['parts'] =>
    (sources, insert = () => undefined) =>
      fixed ? [fixed] : partsOf({ isSample, notation, sources, insert });
  let fixed: Uint8Array | undefined;
  const parts = partsWith(false);
  if (isConstant(elements)) fixed = joined(parts(noSources));
  return { fixed, hasInserts, parts, sample: partsWith(true), render: (...given) => joined(parts(...given)) };
}

/** A run without values is encoded once. */
type CompiledElement = Element | Uint8Array;

/** A template without inserts and values has none of these. */
const noSources: VariableSources = { counter: 0, nowMs: 0, random: length => new Uint8Array(length) };

function compiledElement(element: Element, notation: TemplateNotation): CompiledElement {
  if (element.kind === 'mark') return nothing;
  if (element.kind !== 'run' || !element.parts.every(part => typeof part === 'string')) return element;
  return notation.encode(element.parts.join(''), element.at);
}

function isConstant(elements: readonly CompiledElement[]): boolean {
  return elements.every(
    element => element instanceof Uint8Array || (element.kind === 'computed' && element.operation.kind !== 'hash'),
  );
}

/** Returns undefined for what is computed later. */
function writtenElement(element: CompiledElement, context: RenderContext): Uint8Array | undefined {
  if (element instanceof Uint8Array) return element;
  const { notation, sources } = context;
  switch (element.kind) {
    case 'run':
      return (notation.encodeValues ?? notation.encode)(runText(element, sources), element.at);
    case 'insert':
    case 'capture': {
      const bytes = insertedBytes(element, context);
      return element.isJson ? escapedJson(bytes, notation.codec) : bytes;
    }
    case 'typed': {
      const { type, hole } = element;
      if (isHashFormat(type)) return encodeFormatted(type, valueBytes(hole, sources), notation.codec);
      return encodeTyped(type, BigInt(valueText(hole, sources)), { codec: notation.codec, valueOf: context.insert });
    }
    default:
      return undefined;
  }
}

function insertedBytes(
  { name, type, hole }: Pick<InsertElement, 'name' | 'type' | 'hole'>,
  context: RenderContext,
): Uint8Array {
  const { notation, insert } = context;
  const value = insert(name);
  if (value === undefined) return nothing;
  if (type) return encodeTyped(type, value, { codec: notation.codec, valueOf: insert });
  const bytes = bytesOf(value, notation.codec);
  if (bytes) return bytes;
  if (!notation.isHex) return notation.codec.encode(String(value));
  throw new TextError(
    'in hex, the number in "{0}" at character {1} needs a type, as in {2}',
    quotable(hole.source),
    hole.at + 1,
    '{{name:u16be}}',
  );
}

function runText({ parts }: Run, sources: VariableSources): string {
  let text = '';
  let units = 0;
  for (const part of parts) {
    const piece = typeof part === 'string' ? part : valueText(part, sources);
    text += piece;
    if (typeof part !== 'string') units += piece.length;
    if (units > maxUnits) throw new TextError('the variables expand to more than {0} characters', maxUnits);
  }
  return text;
}

/** @throws RangeError if the parts are too long. */
function checkLength(parts: readonly (Uint8Array | undefined)[]): void {
  let longest = 0;
  let sum = 0;
  for (const part of parts) {
    const length = part?.length ?? 0;
    longest = Math.max(longest, length);
    sum += length;
  }
  if (sum - longest > maxBytes) throw new TextError('the placeholders expand to more than {0} bytes', maxBytes);
}

/** Doesn't copy a single part, which may be a message of megabytes. */
function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only = nothing] = parts;
  return parts.length <= 1 ? only : joinBytes(parts);
}
