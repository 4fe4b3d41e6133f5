/** Tries reply rules on a message, down to the bytes on the wire. */
import type { EndpointConfig } from './endpointConfig.ts';
import { CompiledPatterns } from './pattern/compiledPatterns.ts';
import { compileReplyRules } from './replyRules.ts';
import { PeerMemory } from './rules/peerMemory.ts';
import type { VariableSources } from './template/values.ts';
import { firstLengthMismatch, type LengthMismatch, shortRun, type TriedReplies, triedReplies } from './triedAnswer.ts';

export interface TriedRules extends TriedReplies {
  /** Number of the rule, from 0; absent if none matches. */
  readonly rule?: number;
  /** The first rule whose hex differs in length from the message, if none matches. */
  readonly lengthMismatch?: LengthMismatch;
}

/**
 * Tries the rules on the first message of a peer, as the framing delivers it.
 * @throws RangeError for rules that can't be used, and for a message that is too long for their patterns.
 */
export function tryRules(
  config: EndpointConfig,
  message: Uint8Array,
  sources: VariableSources,
  compiled = new CompiledPatterns(),
): TriedRules {
  const { reply, encoding = 'utf8' } = config;
  const rules = Array.isArray(reply) ? reply : [];
  const answer = compileReplyRules(rules, encoding, compiled).answer(message, new PeerMemory(), shortRun());
  if (answer instanceof Promise) throw new TypeError('a trial must run synchronously');
  if (answer) return { rule: answer.rule, ...triedReplies(answer, config, sources) };
  const lengthMismatch = firstLengthMismatch(rules, message.length);
  return { frames: [], ...(lengthMismatch && { lengthMismatch }) };
}
