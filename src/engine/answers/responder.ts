/** Automatic replies of an endpoint: echo or reply rules. One instance for all its peers. */
import { createHash, randomBytes } from 'node:crypto';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { CompiledPatterns } from '../../core/pattern/compiledPatterns.ts';
import { compileReplyRules, type RuleAnswer, type RunMatch } from '../../core/replyRules.ts';
import type { PeerMemory } from '../../core/rules/peerMemory.ts';
import { compilePayload } from '../../core/template/payload.ts';
import type { VariableSources } from '../../core/template/values.ts';
import type { Origin } from '../../core/transcriptEntry.ts';
import { AnswerBacklog } from './answerBacklog.ts';

/** One reply to a frame. */
export interface AnswerPart {
  /** Returns the bytes in parts, with the current values of its template. @throws RangeError if they can't be sent. */
  readonly parts: () => readonly Uint8Array[];
  /** True if it contains the frame or parts of it. */
  readonly quotes: boolean;
}

export interface Answer extends Pick<RuleAnswer, 'raw' | 'delayMs' | 'close' | 'framing'> {
  /** Replies in the order in which they are sent. */
  readonly replies: readonly AnswerPart[];
  readonly origin: Origin;
  /** Call once it is given: `RuleAnswer.apply`. */
  readonly apply?: RuleAnswer['apply'];
}

/** The peer that a frame is from. */
export interface AnsweredPeer {
  readonly address: string;
  readonly memory: PeerMemory;
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
  /** Returns what applies to a frame from this peer, if anything does; a promise only if `run` returns one. */
  answer(frame: Uint8Array, peer: AnsweredPeer, run: RunMatch): Answer | undefined | Promise<Answer | undefined>;
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
  if (reply === 'echo') return frame => ({ ...echo, replies: [{ parts: () => [frame], quotes: false }] });
  const rules = compileReplyRules(reply, encoding, compiled);
  return (frame, { address, memory }, run) => {
    const answer = rules.answer(frame, memory, run);
    if (answer === undefined) return undefined;
    return answer instanceof Promise
      ? answer.then(found => found && answerWith(found, address, sourcesFor))
      : answerWith(answer, address, sourcesFor);
  };
}

const echo = { raw: false, delayMs: 0, close: false, framing: undefined, origin: 'echo' } as const;

/** All replies to a frame have the same number, if they contain `{{$counter}}`. */
function answerWith(answer: RuleAnswer, address: string, sourcesFor: Responder['sourcesFor']): Answer {
  const { rule, replies, raw, delayMs, close, framing, apply } = answer;
  let sources: VariableSources | undefined;
  const current = () => {
    sources ??= sourcesFor(address);
    return sources;
  };
  const sent = replies.map(reply => ({ parts: () => reply.parts(current()), quotes: reply.quotes }));
  return { replies: sent, origin: { rule }, raw, delayMs, close, framing, apply };
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
