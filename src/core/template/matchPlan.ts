/** Turns a template of what is expected into steps that are taken one after another, without ever going back. */
import { asciiReader } from '../bytes/asciiReader.ts';
import { ByteSearch } from '../bytes/byteSearch.ts';
import { parseHexPattern } from '../bytes/hex.ts';
import { joinBytes } from '../bytes/joinBytes.ts';
import { quotable } from '../bytes/quotable.ts';
import type { TextCodec } from '../bytes/textCodec.ts';
import { TextError } from '../phrase.ts';
import type { Computed } from './computed.ts';
import type { Element, Run } from './elements.ts';
import type { Hole } from './template.ts';
import { countOfType, fixedBytes, type ValueType } from './valueType.ts';

export type Step =
  | { readonly kind: 'literal'; readonly bytes: Uint8Array }
  /** Bytes that are compared with a value, or decoded first. */
  | {
      readonly kind: 'insert';
      readonly name: string;
      readonly type: ValueType | undefined;
      readonly isJson: boolean;
      readonly hole: Hole;
    }
  /** Bytes of a type that says where they end. */
  | { readonly kind: 'field'; readonly name: string; readonly type: ValueType; readonly hole?: Hole }
  | Rest
  | { readonly kind: 'check'; readonly computed: Computed; readonly hole: Hole }
  | { readonly kind: 'nothing' };

/** Bytes up to those of another step, or to the end. */
export interface Rest {
  readonly kind: 'rest';
  readonly name: string;
  /** A word ends at a blank, too. */
  readonly holds: 'bytes' | 'text' | 'word';
  /** Whether it is inside a string of a JSON document, and so escaped. */
  readonly isJson: boolean;
  readonly hole: Hole;
  /** Indexes of the steps of known size that follow directly. */
  readonly gap: number[];
  /** Indexes of the steps after those that are searched; empty if there is nothing but the end. */
  readonly needle: number[];
  /** The same bytes, if they are constant. */
  search: ByteSearch | undefined;
  /** Whether the bytes are the same wherever the match begins. */
  isStable: boolean;
}

export interface MatchPlan {
  readonly steps: readonly Step[];
  /** Index of the step of each element; the last one is the number of steps. */
  readonly stepOf: readonly number[];
  readonly captures: readonly string[];
  /** The first constant bytes, and their distance from the start if that is constant. */
  readonly anchor: { readonly offset: number; readonly bytes: Uint8Array; readonly search: ByteSearch } | undefined;
  /** Whether a step depends on where the message ends. */
  readonly usesEnd: boolean;
  /** Size of the units of a text: what is searched begins with one of them. */
  readonly unitBytes: number;
}

/** @throws TextError for hex or text that can't be converted, and for bytes whose end can't be recognized. */
export function matchPlan(elements: readonly Element[], codec: TextCodec, isHex: boolean): MatchPlan {
  const stepOf: number[] = [];
  const steps: Step[] = [];
  for (const element of elements) {
    stepOf.push(steps.length);
    steps.push(...(element.kind === 'run' ? runSteps(element, codec, isHex) : [stepFor(element)]));
  }
  stepOf.push(steps.length);
  const captured = new Map(steps.flatMap((step, index) => (isCapture(step) ? [[step.name, index] as const] : [])));
  for (const [index, step] of steps.entries()) if (step.kind === 'rest') delimit(step, index, steps, captured);
  const usesEnd = steps.some(
    step =>
      (step.kind === 'rest' && step.holds !== 'word' && step.needle.length === 0) ||
      (step.kind === 'check' && step.computed.covered.kind === 'following'),
  );
  const { widthBytes } = asciiReader(codec);
  return {
    steps,
    stepOf,
    captures: [...captured.keys()],
    anchor: anchorOf(steps, widthBytes),
    usesEnd,
    unitBytes: isHex ? 1 : widthBytes,
  };
}

function runSteps({ parts, at }: Run, codec: TextCodec, isHex: boolean): Step[] {
  const text = parts.filter(part => typeof part === 'string').join('');
  if (!isHex) return [{ kind: 'literal', bytes: codec.encode(text, at) }];
  const steps: Step[] = [];
  let bytes: number[] = [];
  const endLiteral = () => {
    if (bytes.length > 0) steps.push({ kind: 'literal', bytes: Uint8Array.from(bytes) });
    bytes = [];
  };
  for (const byte of parseHexPattern(text, at)) {
    if (byte !== undefined) bytes.push(byte);
    else {
      endLiteral();
      steps.push({ kind: 'field', name: '', type: anyByte });
    }
  }
  endLiteral();
  return steps;
}

const anyByte: ValueType = { kind: 'bytes', count: 1, source: 'bytes(1)' };

function stepFor(element: Exclude<Element, Run>): Step {
  switch (element.kind) {
    case 'insert':
      return element;
    case 'capture': {
      const { name, type, isJson, hole } = element;
      if (type && !isOpenEnded(type)) return { kind: 'field', name, type, hole };
      const holds = type?.kind === 'text' || type?.kind === 'word' ? type.kind : 'bytes';
      return { kind: 'rest', name, holds, isJson, hole, gap: [], needle: [], search: undefined, isStable: false };
    }
    case 'computed':
      return { kind: 'check', computed: element, hole: element.hole };
    default:
      return { kind: 'nothing' };
  }
}

/** Whether a type doesn't say where its bytes end. */
export function isOpenEnded(type: ValueType): boolean {
  return type.kind === 'word' || ((type.kind === 'bytes' || type.kind === 'text') && type.count === undefined);
}

/** Index of the step that makes each capture. */
type Captures = ReadonlyMap<string, number>;

/** Finds what ends the bytes of a step: the next ones that are known, with none but steps of known size in between. */
function delimit(rest: Rest, index: number, steps: readonly Step[], captures: Captures): void {
  const isLater = (name: string) => (captures.get(name) ?? -1) >= index;
  let next = index + 1;
  for (; next < steps.length && !isKnown(steps[next] as Step, isLater); next++) {
    const step = steps[next] as Step;
    if (step.kind === 'nothing') continue;
    if (rest.holds === 'word') return;
    if (!isSized(step, isLater)) throw endless(rest, step);
    rest.gap.push(next);
  }
  for (; next < steps.length; next++) {
    const step = steps[next] as Step;
    if (step.kind === 'nothing') continue;
    if (!isKnown(step, isLater)) break;
    rest.needle.push(next);
  }
  const sought = rest.needle.map(at => steps[at] as Step);
  rest.isStable = !rest.isJson && sought.every(step => step.kind !== 'insert' || !captures.has(step.name));
  const literals = sought.flatMap(step => (step.kind === 'literal' ? [step.bytes] : []));
  if (literals.length > 0 && literals.length === sought.length) rest.search = new ByteSearch(joinBytes(literals));
}

function isCapture(step: Step): step is Extract<Step, { kind: 'field' | 'rest' }> {
  return (step.kind === 'field' || step.kind === 'rest') && step.name !== '';
}

/** Whether the bytes of a step are known before the later captures are made. */
function isKnown(step: Step, isLater: (name: string) => boolean): boolean {
  return step.kind === 'literal' || (step.kind === 'insert' && step.type === undefined && !isLater(step.name));
}

function isSized(step: Step, isLater: (name: string) => boolean): boolean {
  const type = step.kind === 'check' ? step.computed.type : 'type' in step ? step.type : undefined;
  const count = countOfType(type);
  if (type === undefined || (typeof count === 'string' && isLater(count))) return false;
  return fixedBytes(type, 1, known => (typeof known === 'number' ? known : 0)) !== undefined;
}

function endless({ hole }: Rest, next: Step): TextError {
  return new TextError(
    'nothing shows where "{0}" at character {1} ends: write text between it and "{2}", or give it a type with a length',
    quotable(hole.source),
    hole.at + 1,
    'hole' in next && next.hole ? quotable(next.hole.source) : '',
  );
}

function anchorOf(steps: readonly Step[], asciiBytes: number): MatchPlan['anchor'] {
  let offset = 0;
  for (const step of steps) {
    if (step.kind === 'literal') return { offset, bytes: step.bytes, search: new ByteSearch(step.bytes) };
    if (step.kind === 'nothing') continue;
    const type = step.kind === 'field' ? step.type : step.kind === 'check' ? step.computed.type : undefined;
    const size = type && fixedBytes(type, asciiBytes, count => (typeof count === 'number' ? count : undefined));
    if (size === undefined) return undefined;
    offset += size;
  }
  return undefined;
}
