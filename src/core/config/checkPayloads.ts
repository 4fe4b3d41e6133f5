/**
 * Checks whether an endpoint can send the greeting and replies in its config, in its encoding and through its framing.
 */
import { encodeText } from '../bytes/encodeText.ts';
import type { Encoding, EndpointConfig, Payload, ReplyCondition, ReplyRule } from '../endpointConfig.ts';
import { wrongLength } from '../framing/fixed.ts';
import { framingOf } from '../framing/framingOf.ts';
import { framingFor } from '../framing/framings.ts';
import { isStream, type KindConfig } from '../kinds.ts';
import { CompiledPatterns } from '../pattern/compiledPatterns.ts';
import { type Phrase, phraseOf, TextError } from '../phrase.ts';
import { ruleInserts } from '../replyRules.ts';
import type { CompiledTemplate } from '../template/compileTemplate.ts';
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
  const { greeting, reply } = config;
  const rules = Array.isArray(reply) ? reply : [];
  return [
    ...(greeting === undefined ? [] : payloadProblem(greeting, ['greeting'], [], config)),
    ...rules.flatMap((rule, at) => ruleProblems(rule, ['reply', at], config, compiled)),
  ];
}

/** Returns the wire bytes of a reply or greeting, frame by frame. @throws RangeError if the framing rejects them. */
export function wireFrames(bytes: Uint8Array, context: Context): Uint8Array[][] {
  if (!isStream(context)) {
    checkDatagramLength(bytes.length);
    return [[bytes]];
  }
  const encoder = framingFor(framingOf(context.framing, 'out'), context.lineEnding).encoder();
  const frames = encoder.split?.(bytes) ?? [bytes];
  return frames.map(frame => [...encoder.encode(frame).parts]);
}

function checkDatagramLength(bytes: number): void {
  if (bytes > maxDatagramBytes)
    throw new TextError('the message is {0} bytes long; a datagram can hold at most {1}', bytes, maxDatagramBytes);
}

function ruleProblems(
  { when, send }: ReplyRule,
  path: (string | number)[],
  context: Context,
  compiled: CompiledPatterns,
): PayloadProblem[] {
  const { encoding = 'utf8' } = context;
  const inText = 'text' in when ? problemsOf([...path, 'when', 'text'], () => encodeText(when.text, encoding)) : [];
  const inserts = insertsOf(when, encoding, compiled);
  return [...inText, ...(inserts ? payloadProblem(send, [...path, 'send'], inserts, context) : [])];
}

/** Undefined for a pattern that can't be used, which is reported separately. */
function insertsOf(when: ReplyCondition, encoding: Encoding, compiled: CompiledPatterns): string[] | undefined {
  try {
    return ruleInserts(when, encoding, compiled);
  } catch (error) {
    if (phraseOf(error)) return undefined;
    throw error;
  }
}

function payloadProblem(
  payload: Payload,
  path: (string | number)[],
  inserts: readonly string[],
  context: Context,
): PayloadProblem[] {
  return problemsOf(typeof payload === 'string' ? path : [...path, 'hex'], () => {
    const compiled = compilePayload(payload, context.encoding ?? 'utf8', inserts);
    if (compiled.fixed) wireFrames(compiled.fixed, context);
    else checkLeastLength(compiled, context);
  });
}

/**
 * Checks the length without placeholders, which only add bytes: a payload that is too long without its captures is
 * always too long. Messages are only counted, since frames may have a gigabyte each.
 */
function checkLeastLength(compiled: CompiledTemplate, context: Context): void {
  const framing = framingOf(context.framing, 'out');
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
