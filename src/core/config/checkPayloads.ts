/**
 * Checks whether an endpoint can send the greeting and replies in its config, in its encoding and through its framing.
 */
import { answersOf } from '../answersOf.ts';
import type { Encoding, EndpointConfig, Payload, ReplyCondition, ReplyRule } from '../endpointConfig.ts';
import { wrongLength } from '../framing/fixed.ts';
import { framingFor } from '../framing/framings.ts';
import { isStream, type KindConfig } from '../kinds.ts';
import { CompiledPatterns } from '../pattern/compiledPatterns.ts';
import { type Phrase, phraseOf, TextError } from '../phrase.ts';
import { insertNames, sharedNames } from '../ruleNames.ts';
import type { CompiledTemplate } from '../template/compileTemplate.ts';
import { matcher } from '../template/matcher.ts';
import { compilePayload } from '../template/payload.ts';
import { sampleSources } from '../template/values.ts';
import { maxDatagramBytes } from '../transfer/datagramPace.ts';

export interface PayloadProblem {
  readonly path: (string | number)[];
  readonly phrase: Phrase;
}

type Context = KindConfig & Pick<EndpointConfig, 'encoding' | 'framing' | 'lineEnding'>;

/** Returns the problems of the greeting and the replies. The values of placeholders can't be checked before they are sent. */
export function payloadProblems(
  config: Context & Pick<EndpointConfig, 'greeting' | 'reply'>,
  compiled = new CompiledPatterns(),
): PayloadProblem[] {
  const { greeting, reply, encoding = 'utf8' } = config;
  const rules = Array.isArray(reply) ? reply : [];
  const names = sharedNames(rules, encoding, compiled);
  const contexts = framingsOf(rules, config);
  return [
    ...(greeting === undefined ? [] : payloadProblem(greeting, ['greeting'], [], [config])),
    ...rules.flatMap((rule, at) => ruleProblems(rule, ['reply', at], contexts, { names, compiled })),
  ];
}

/** Returns the wire bytes of a reply or greeting, frame by frame. @throws RangeError if the framing rejects them. */
export function wireFrames(bytes: Uint8Array, context: Context): Uint8Array[][] {
  if (!isStream(context)) {
    checkDatagramLength(bytes.length);
    return [[bytes]];
  }
  const encoder = framingFor(context.framing, context.lineEnding).encoder();
  const frames = encoder.split?.(bytes) ?? [bytes];
  return frames.map(frame => [...encoder.encode(frame).parts]);
}

function checkDatagramLength(bytes: number): void {
  if (bytes > maxDatagramBytes)
    throw new TextError('the message is {0} bytes long; a datagram can hold at most {1}', bytes, maxDatagramBytes);
}

/**
 * Returns the config with each framing in which a reply may be sent: its own, and those that rules change to. Which one
 * applies depends on what the peer has sent.
 */
function framingsOf(rules: readonly ReplyRule[], config: Context): readonly Context[] {
  const others = new Map<string, Context>();
  for (const { framing } of rules)
    if (framing !== undefined) others.set(JSON.stringify(framing), { ...config, framing });
  return [config, ...others.values()];
}

/** Replies that are sent as they are. */
const unframed = { framing: 'none' } as const;

interface RuleScope {
  /** Captures of all rules. */
  readonly names: readonly string[];
  readonly compiled: CompiledPatterns;
}

function ruleProblems(
  rule: ReplyRule,
  path: (string | number)[],
  contexts: readonly Context[],
  { names, compiled }: RuleScope,
): PayloadProblem[] {
  const { when, send } = rule;
  const encoding = contexts[0]?.encoding ?? 'utf8';
  const problems = conditionProblems(when, [...path, 'when'], encoding, names);
  const sending = rule.raw ? contexts.slice(0, 1).map(context => ({ ...context, ...unframed })) : contexts;
  const inserts = ifUsable(() => insertNames(when, encoding, names, compiled));
  if (!inserts) return problems;
  const pathOf = (at: number) => [...path, 'send', ...(Array.isArray(send) ? [at] : [])];
  return [...problems, ...answersOf(rule).flatMap((one, at) => payloadProblem(one, pathOf(at), inserts, sending))];
}

/** Patterns are checked by `patternProblems`. */
function conditionProblems(
  when: ReplyCondition,
  path: (string | number)[],
  encoding: Encoding,
  names: readonly string[],
): PayloadProblem[] {
  if ('regex' in when) return [];
  const key = 'text' in when ? 'text' : 'hex';
  const template = 'text' in when ? when.text : { hex: when.hex };
  return problemsOf([...path, key], () => matcher(template, { encoding, match: when.match ?? 'whole', names }));
}

/** Returns undefined for a condition that can't be used, which is reported separately. */
function ifUsable<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch (error) {
    if (phraseOf(error)) return undefined;
    throw error;
  }
}

/** Returns why a payload can't be sent in any of these contexts. */
function payloadProblem(
  payload: Payload,
  path: (string | number)[],
  inserts: readonly string[],
  contexts: readonly Context[],
): PayloadProblem[] {
  return problemsOf(typeof payload === 'string' ? path : [...path, 'hex'], () => {
    const compiled = compilePayload(payload, contexts[0]?.encoding ?? 'utf8', inserts);
    const check = (context: Context) =>
      compiled.fixed ? wireFrames(compiled.fixed, context) : checkLeastLength(compiled, context);
    const [first, ...others] = contexts;
    const canBeSent = others.some(context => problemsOf([], () => check(context)).length === 0);
    if (first && !canBeSent) check(first);
  });
}

/**
 * Checks the length without placeholders, which only add bytes: a payload that is too long without its captures is
 * always too long. Messages are only counted, since frames may have a gigabyte each.
 */
function checkLeastLength(compiled: CompiledTemplate, context: Context): void {
  const { framing } = context;
  const frameBytes = typeof framing === 'object' && 'fixed' in framing ? framing.fixed : undefined;
  // Not as long as a frame, which may have a gigabyte.
  const frame = new Uint8Array();
  const insert = (name: string) => (name === 'message' ? frame : undefined);
  let least = 0;
  for (const part of compiled.sample({ ...sampleSources, peer: '' }, insert))
    least += part === frame ? (frameBytes ?? 0) : part.length;
  if (!isStream(context)) checkDatagramLength(least);
  else if (frameBytes !== undefined && least > frameBytes) throw wrongLength(least, frameBytes);
}

function problemsOf(path: (string | number)[], use: () => unknown): PayloadProblem[] {
  try {
    use();
    return [];
  } catch (error) {
    const reason = phraseOf(error);
    if (!reason) throw error;
    return [{ path, phrase: reason }];
  }
}
