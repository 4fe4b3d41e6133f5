/** What an endpoint answers by itself: echo or reply rules. One for all peers of an endpoint. */
import { encodeText } from '../../core/bytes/encodeText.ts';
import { parseHex } from '../../core/bytes/hex.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { compileReplyRules } from '../../core/replyRules.ts';
import type { Origin } from '../../core/transcriptEntry.ts';

export interface Answer {
  readonly frame: Uint8Array;
  readonly origin: Origin;
  readonly delayMs: number;
  readonly close: boolean;
}

export interface Responder {
  readonly greeting: Uint8Array | undefined;
  readonly closeAfterGreeting: boolean;
  /** The answer to a frame, if there is one. */
  answer(frame: Uint8Array): Answer | undefined;
}

/** @throws RangeError when a text of the config can't be written in its encoding. */
export function createResponder(config: EndpointConfig): Responder {
  const encoding = config.encoding ?? 'utf8';
  return {
    greeting: greetingBytes(config.greeting, encoding),
    closeAfterGreeting: config.closeAfterGreeting ?? false,
    answer: answerOf(config, encoding),
  };
}

function answerOf(config: EndpointConfig, encoding: NonNullable<EndpointConfig['encoding']>): Responder['answer'] {
  const { reply = 'none' } = config;
  if (reply === 'none') return () => undefined;
  if (reply === 'echo') return frame => ({ frame, origin: 'echo', delayMs: 0, close: false });
  const rules = compileReplyRules(reply, encoding);
  return frame => {
    const answer = rules.answer(frame);
    return (
      answer && { frame: answer.bytes, origin: { rule: answer.rule }, delayMs: answer.delayMs, close: answer.close }
    );
  };
}

function greetingBytes(
  greeting: EndpointConfig['greeting'],
  encoding: NonNullable<EndpointConfig['encoding']>,
): Uint8Array | undefined {
  if (greeting === undefined) return undefined;
  return typeof greeting === 'string' ? encodeText(greeting, encoding) : parseHex(greeting.hex);
}
