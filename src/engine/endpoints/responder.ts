/** What an endpoint answers by itself: echo or reply rules. One for all peers of an endpoint. */
import { encodeText } from '../../core/bytes/encodeText.ts';
import { parseHex } from '../../core/bytes/hex.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { compileReplyRules, type RuleAnswer, type RunPattern } from '../../core/replyRules.ts';
import type { Origin } from '../../core/transcriptEntry.ts';
import { AnswerBacklog } from './answerBacklog.ts';

export interface Answer {
  readonly frame: Uint8Array;
  readonly origin: Origin;
  readonly delayMs: number;
  readonly close: boolean;
}

export interface Responder {
  readonly greeting: Uint8Array | undefined;
  readonly closeAfterGreeting: boolean;
  /** Datagrams that wait for their answer. */
  readonly backlog: AnswerBacklog;
  /** The answer to a frame, if there is one: a promise only where `run` gives one. */
  answer(frame: Uint8Array, run: RunPattern): Answer | undefined | Promise<Answer | undefined>;
}

/** @throws RangeError when a text of the config can't be written in its encoding. */
export function createResponder(config: EndpointConfig): Responder {
  const encoding = config.encoding ?? 'utf8';
  return {
    greeting: greetingBytes(config.greeting, encoding),
    closeAfterGreeting: config.closeAfterGreeting ?? false,
    backlog: new AnswerBacklog(),
    answer: answerOf(config, encoding),
  };
}

function answerOf(config: EndpointConfig, encoding: NonNullable<EndpointConfig['encoding']>): Responder['answer'] {
  const { reply = 'none' } = config;
  if (reply === 'none') return () => undefined;
  if (reply === 'echo') return frame => ({ frame, origin: 'echo', delayMs: 0, close: false });
  const rules = compileReplyRules(reply, encoding);
  return (frame, run) => {
    const answer = rules.answer(frame, run);
    return answer instanceof Promise ? answer.then(answerOfRule) : answerOfRule(answer);
  };
}

function answerOfRule(answer: RuleAnswer | undefined): Answer | undefined {
  return answer && { frame: answer.bytes, origin: { rule: answer.rule }, delayMs: answer.delayMs, close: answer.close };
}

function greetingBytes(
  greeting: EndpointConfig['greeting'],
  encoding: NonNullable<EndpointConfig['encoding']>,
): Uint8Array | undefined {
  if (greeting === undefined) return undefined;
  return typeof greeting === 'string' ? encodeText(greeting, encoding) : parseHex(greeting.hex);
}
