/** Compares messages with a template and captures parts of them. */
import { type TextCodec, textCodec } from '../bytes/textCodec.ts';
import type { Encoding, Payload } from '../endpointConfig.ts';
import { computedOrder } from './computedOrder.ts';
import { readElements } from './elements.ts';
import type { Captured } from './holeValue.ts';
import { type MatchPlan, matchPlan, type Step } from './matchPlan.ts';
import { type HoleValues, MatchRun, type MismatchReason } from './matchRun.ts';
import type { Effort } from './stepSearch.ts';
import { parseTemplate } from './template.ts';

/** Whether the template describes the whole message, its start, or any part of it. */
export type MatchMode = 'whole' | 'start' | 'contains';

export interface MatcherOptions {
  readonly encoding: Encoding | TextCodec;
  readonly match?: MatchMode;
  /** Names of values that may have been captured before. */
  readonly names?: readonly string[];
  /** `both` if the same template is also sent, with the values of its captures. */
  readonly use?: 'expect' | 'both';
  /** Whether a line ending that the template doesn't describe may follow it. By default, in text, but not in hex. */
  readonly anyLineEnding?: boolean;
}

export interface TemplateMatch {
  /** Views of the message. */
  readonly captures: ReadonlyMap<string, Captured>;
  /** Offsets of the match. With `whole`, those of the message, including a line ending. */
  readonly start: number;
  readonly end: number;
  /** Bytes and steps that were looked at. */
  readonly effort: number;
}

export interface Mismatch {
  /** `effort` if the search was given up, see `maxEffort`. */
  readonly mismatch: MismatchReason | 'effort';
  /** Offset of the mismatch that was furthest into the message. */
  readonly at: number;
  readonly effort: number;
}

export interface Matcher {
  /** Names of the captures, in order. */
  readonly captures: readonly string[];
  /** Number of steps; a message takes time in proportion to its length and, with `contains`, to this number. */
  readonly size: number;
  /** How often one attempt looks at each byte: once for the steps, and once for each checksum and each text. */
  readonly passes: number;
  /** Constant bytes at the start of every message that matches; empty if it may begin with anything. */
  readonly prefix: Uint8Array;
  /** Returns false if a quick look shows that a message doesn't match. */
  mayMatch(bytes: Uint8Array): boolean;
  /** `effort` limits the search of `contains`, see `maxEffort`. */
  match(bytes: Uint8Array, values?: HoleValues, effort?: number): TemplateMatch | Mismatch;
}

/**
 * Limits the effort of `contains`, which tries many starts, to a multiple of the message. A single attempt takes each
 * step once and never goes back: its effort is at most the length of the message, once for the steps, and once for each
 * checksum and each text that is checked; a number has at most 40 characters. Searches are shared by all attempts. What
 * remains is a peer that sends many beginnings of a message whose checksum is wrong; it only prevents its own message
 * from being found.
 */
export const maxEffort = (bytes: number): number => 64 * (bytes + 4096);

const noValues: HoleValues = new Map();

/** @throws TextError for a template that can't be used, with the position and the names that exist. */
export function matcher(template: Payload, options: MatcherOptions): Matcher {
  const { encoding, match = 'whole', names = [], use = 'expect' } = options;
  const codec = typeof encoding === 'string' ? textCodec(encoding) : encoding;
  const isHex = typeof template !== 'string';
  const { anyLineEnding = !isHex } = options;
  const braces = isHex ? '7b 7b' : '{{';
  const elements = readElements(parseTemplate(isHex ? template.hex : template), {
    names,
    use,
    hasPeer: false,
    isHex,
    braces,
  });
  computedOrder(elements);
  const plan = matchPlan(elements, codec, isHex);
  const endings = anyLineEnding && (match === 'whole' || plan.usesEnd) ? lineEndings(codec) : [];
  return {
    captures: plan.captures,
    size: plan.steps.length,
    passes: plan.steps.reduce((sum, step) => sum + (isPass(step) ? 1 : 0), 1),
    prefix: match !== 'contains' && plan.anchor?.offset === 0 ? plan.anchor.bytes : new Uint8Array(),
    mayMatch: bytes => mayMatch(bytes, plan, match),
    match: (bytes, values = noValues, most = maxEffort(bytes.length)) => {
      const effort: Effort = { spent: 0 };
      let failed: Omit<Mismatch, 'effort'> | undefined;
      for (const limit of limitsOf(bytes, endings)) {
        const run = new MatchRun(plan, codec, bytes.subarray(0, limit), values, effort);
        const found = firstMatch(run, match, { unitBytes: plan.unitBytes, most }, effort);
        if (found && 'start' in found) {
          const end = match === 'whole' ? bytes.length : found.end;
          return { captures: run.captures, start: found.start, end, effort: effort.spent };
        }
        const { reason, at } = run.failure;
        if (found) return { mismatch: found.mismatch, at, effort: effort.spent };
        if (!failed || at > failed.at) failed = { mismatch: reason, at };
      }
      return { mismatch: 'bytes', ...failed, at: Math.max(0, failed?.at ?? 0), effort: effort.spent };
    },
  };
}

type Found = { readonly start: number; readonly end: number } | { readonly mismatch: 'effort' } | undefined;

interface Starts {
  readonly unitBytes: number;
  /** Effort after which the search is given up. */
  readonly most: number;
}

function firstMatch(run: MatchRun, match: MatchMode, { unitBytes, most }: Starts, effort: Effort): Found {
  if (match !== 'contains') {
    const end = run.attempt(0, match === 'whole');
    return end < 0 ? undefined : { start: 0, end };
  }
  const until = effort.spent + most;
  for (let start = run.nextStart(0); start >= 0; start = run.nextStart(start + unitBytes)) {
    const end = run.attempt(start, false);
    if (end >= 0) return { start, end };
    if (effort.spent > until) return { mismatch: 'effort' };
  }
  return undefined;
}

/** Whether a step looks at the bytes of other steps, or decodes text. */
function isPass(step: Step): boolean {
  return (
    step.kind === 'check' ||
    (step.kind === 'rest' && (step.isJson || step.holds !== 'bytes')) ||
    (step.kind === 'field' && step.type.kind === 'text')
  );
}

/** Longer messages are searched only once. */
const maxLookedAt = 4096;

function mayMatch(bytes: Uint8Array, { anchor, unitBytes }: MatchPlan, match: MatchMode): boolean {
  if (!anchor) return true;
  if (match === 'contains')
    return bytes.length > maxLookedAt || anchor.search.indexIn(bytes, anchor.offset, unitBytes) >= 0;
  for (let at = 0; at < anchor.bytes.length; at++) if (bytes[anchor.offset + at] !== anchor.bytes[at]) return false;
  return true;
}

function lineEndings(codec: TextCodec): readonly Uint8Array[] {
  return ['\r\n', '\n', '\r'].map(ending => codec.encode(ending));
}

/** Returns where the template may end: before a line ending, or with the bytes. */
function limitsOf(bytes: Uint8Array, endings: readonly Uint8Array[]): number[] {
  const limits = endings
    .map(ending => bytes.length - ending.length)
    .filter((limit, at) => limit >= 0 && endings[at]?.every((byte, index) => bytes[limit + index] === byte));
  return [...limits, bytes.length];
}
