/** Tries reply rules on a message, down to the bytes on the wire. */
import { escapeBytes } from './bytes/escapedText.ts';
import { parseHexPattern } from './bytes/hex.ts';
import { joinBytes } from './bytes/joinBytes.ts';
import { wireFrames } from './config/checkPayloads.ts';
import type { EndpointConfig, ReplyRule } from './endpointConfig.ts';
import { maxPatternSteps } from './limits.ts';
import { CompiledPatterns } from './pattern/compiledPatterns.ts';
import { type Phrase, phraseOf, TextError } from './phrase.ts';
import { compileReplyRules, type RunPattern } from './replyRules.ts';
import type { VariableSources } from './template/values.ts';

/** Limits of the reply shown: a sample is a message that a user types. */
const maxShownBytes = 10_000;
const maxShownFrames = 20;

export interface TriedRules {
  /** Number of the rule, from 0; absent if none matches. */
  readonly rule?: number;
  /** The frames to send, with the bytes that the framing adds: one text each, with escapes such as `\xNN` and `\n`. */
  readonly frames: readonly string[];
  /** Reason why the reply can't be sent. */
  readonly problem?: Phrase;
  /** The first rule whose hex differs in length from the message, if none matches. */
  readonly lengthMismatch?: LengthMismatch;
}

interface LengthMismatch {
  /** Number of the rule, from 0. */
  readonly rule: number;
  /** Number of bytes in the rule's pattern. */
  readonly patternBytes: number;
  readonly messageBytes: number;
}

/** @throws RangeError for rules that can't be used, and for a message that is too long for their patterns. */
export function tryRules(
  config: EndpointConfig,
  message: Uint8Array,
  sources: VariableSources,
  compiled = new CompiledPatterns(),
): TriedRules {
  const { reply, encoding = 'utf8' } = config;
  const rules = Array.isArray(reply) ? reply : [];
  const answer = compileReplyRules(rules, encoding, compiled).answer(message, shortRun());
  if (!answer) return { frames: [], ...firstLengthMismatch(rules, message.length) };
  if (answer instanceof Promise) throw new TypeError('a trial must run synchronously');
  const { rule } = answer;
  try {
    const frames = wireFrames(answer.render(sources), config).slice(0, maxShownFrames);
    return { rule, frames: frames.map(parts => escapeBytes(joinBytes(parts).subarray(0, maxShownBytes), encoding)) };
  } catch (error) {
    const problem = phraseOf(error);
    if (!problem) throw error;
    return { rule, frames: [], problem };
  }
}

function firstLengthMismatch(rules: readonly ReplyRule[], messageBytes: number): Pick<TriedRules, 'lengthMismatch'> {
  for (const [rule, { when }] of rules.entries()) {
    const patternBytes = 'hex' in when ? parseHexPattern(when.hex).length : messageBytes;
    if (patternBytes !== messageBytes) return { lengthMismatch: { rule, patternBytes, messageBytes } };
  }
  return {};
}

/** Rejects messages that could block the window: unlike the engine, a trial has no thread for slow patterns. */
function shortRun(): RunPattern {
  let steps = 0;
  return (pattern, bytes) => {
    steps += bytes.length * pattern.size;
    if (steps > maxPatternSteps) throw new TextError('the message is too long to try these patterns on');
    return pattern.match(bytes);
  };
}
