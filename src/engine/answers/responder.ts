/** Automatic replies of an endpoint: echo or reply rules. One instance for all its peers. */
import { createHash, randomBytes } from 'node:crypto';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { CompiledPatterns } from '../../core/pattern/compiledPatterns.ts';
import { compileReplyRules, type RuleAnswer, type RunPattern } from '../../core/replyRules.ts';
import { compilePayload } from '../../core/template/payload.ts';
import type { VariableSources } from '../../core/template/values.ts';
import type { Origin } from '../../core/transcriptEntry.ts';
import { AnswerBacklog } from './answerBacklog.ts';

export interface Answer {
  /** Returns the bytes in parts, with the current values of its template. @throws RangeError if they can't be sent. */
  readonly parts: () => readonly Uint8Array[];
  readonly origin: Origin;
  readonly delayMs: number;
  readonly close: boolean;
  /** True if the reply contains the frame or parts of it. */
  readonly quotes: boolean;
}

export interface Responder {
  /**
   * Returns the greeting for a peer at this address; absent if there is none.
   * @throws RangeError if it can't be sent.
   */
  readonly greeting: ((address: string) => Uint8Array) | undefined;
  readonly closeAfterGreeting: boolean;
  /** Datagrams that wait for their reply. */
  readonly backlog: AnswerBacklog;
  /** Returns the values of templates for a peer at this address. */
  readonly sourcesFor: (address: string) => VariableSources;
  /** True if frames get no replies. */
  readonly isSilent: boolean;
  /** Returns the reply to a frame from this address, if there is one; a promise only if `run` returns one. */
  answer(frame: Uint8Array, address: string, run: RunPattern): Answer | undefined | Promise<Answer | undefined>;
}

/**
 * Creates the responder of a config. If it replaces another one, pass that: its counter and its backlog continue.
 * @throws RangeError if a text of the config can't be encoded.
 */
export function createResponder(
  config: EndpointConfig,
  { backlog, sourcesFor }: Pick<Responder, 'backlog' | 'sourcesFor'> = begun(),
  compiled?: CompiledPatterns,
): Responder {
  const { encoding = 'utf8', greeting: given } = config;
  const greeting = given === undefined ? undefined : compilePayload(given, encoding);
  return {
    greeting: greeting && (address => greeting.render(sourcesFor(address))),
    closeAfterGreeting: config.closeAfterGreeting ?? false,
    backlog,
    sourcesFor,
    isSilent: (config.reply ?? 'none') === 'none',
    answer: answerOf(config, sourcesFor, compiled),
  };
}

function begun(): Pick<Responder, 'backlog' | 'sourcesFor'> {
  return { backlog: new AnswerBacklog(), sourcesFor: variableSources() };
}

function answerOf(
  { reply = 'none', encoding = 'utf8' }: EndpointConfig,
  sourcesFor: (address: string) => VariableSources,
  compiled: CompiledPatterns | undefined,
): Responder['answer'] {
  if (reply === 'none') return () => undefined;
  if (reply === 'echo')
    return frame => ({ parts: () => [frame], origin: 'echo', delayMs: 0, close: false, quotes: false });
  const rules = compileReplyRules(reply, encoding, compiled);
  const answerFor = (answer: RuleAnswer | undefined, address: string): Answer | undefined => {
    if (!answer) return undefined;
    const { rule, delayMs, close, quotes } = answer;
    return { parts: () => answer.parts(sourcesFor(address)), origin: { rule }, delayMs, close, quotes };
  };
  return (frame, address, run) => {
    const answer = rules.answer(frame, run);
    return answer instanceof Promise ? answer.then(found => answerFor(found, address)) : answerFor(answer, address);
  };
}

/** `{{$counter}}` counts the endpoint's greetings and replies that contain it, from 1. */
function variableSources(): (address: string) => VariableSources {
  let next = 1;
  return peer => {
    let count: number | undefined;
    return {
      get counter() {
        count ??= next++;
        return count;
      },
      nowMs: Date.now(),
      random: randomBytes,
      peer,
      hash: (algorithm, bytes) => createHash(algorithm).update(bytes).digest(),
    };
  };
}
