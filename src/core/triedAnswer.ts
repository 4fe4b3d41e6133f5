/** What the rules of a draft do with one frame, down to the bytes on the wire. */
import { escapeBytes } from './bytes/escapedText.ts';
import { parseHexPattern } from './bytes/hex.ts';
import { joinBytes } from './bytes/joinBytes.ts';
import { wireFrames } from './config/checkPayloads.ts';
import type { EndpointConfig, ReplyRule } from './endpointConfig.ts';
import { maxPatternSteps } from './limits.ts';
import { type Phrase, phraseOf, TextError } from './phrase.ts';
import type { RuleAnswer, RunMatch } from './replyRules.ts';
import type { VariableSources } from './template/values.ts';

/** Limits of the reply shown: a sample is a message that a user types. */
const maxShownBytes = 10_000;
const maxShownFrames = 20;

/** The part of a config that determines how a reply is sent. */
export type SendingConfig = Parameters<typeof wireFrames>[1];

export interface TriedReplies {
  /** The frames to send, with the bytes that the framing adds: one text each, with escapes such as `\xNN` and `\n`. */
  readonly frames: readonly string[];
  /** Reason why a reply can't be sent. */
  readonly problem?: Phrase;
}

export interface LengthMismatch {
  /** Number of the rule, from 0. */
  readonly rule: number;
  /** Number of bytes in the rule's pattern. */
  readonly patternBytes: number;
  readonly messageBytes: number;
}

/** Returns what a rule sends. */
export function triedReplies(answer: RuleAnswer, config: SendingConfig, sources: VariableSources): TriedReplies {
  const frames: string[] = [];
  try {
    for (const reply of answer.replies) {
      const bytes = reply.render(sources);
      for (const parts of answer.raw ? [[bytes]] : wireFrames(bytes, config))
        if (frames.length < maxShownFrames) frames.push(shownBytes(joinBytes(parts), config.encoding));
    }
    return { frames };
  } catch (error) {
    const problem = phraseOf(error);
    if (!problem) throw error;
    return { frames, problem };
  }
}

/** Returns the beginning of a message as text with escapes. */
export function shownBytes(bytes: Uint8Array, encoding: EndpointConfig['encoding'] = 'utf8'): string {
  return escapeBytes(bytes.subarray(0, maxShownBytes), encoding);
}

/** Returns the first rule whose hex differs in length from the message, if it has no placeholders. */
export function firstLengthMismatch(rules: readonly ReplyRule[], messageBytes: number): LengthMismatch | undefined {
  for (const [rule, { when }] of rules.entries()) {
    if (!('hex' in when) || when.hex.includes('{{') || (when.match ?? 'whole') !== 'whole') continue;
    const patternBytes = parseHexPattern(when.hex).length;
    if (patternBytes !== messageBytes) return { rule, patternBytes, messageBytes };
  }
  return undefined;
}

/** Rejects messages that could block the window: unlike the engine, a trial has no thread for slow conditions. */
export function shortRun(): RunMatch {
  let steps = 0;
  return (matchable, bytes) => {
    steps += bytes.length * matchable.size;
    if (steps > maxPatternSteps) throw tooLong();
    if (!('matchWithin' in matchable)) return matchable.match(bytes);
    const found = matchable.matchWithin(bytes, maxPatternSteps);
    if (found === 'effort') throw tooLong();
    return found;
  };
}

function tooLong(): TextError {
  return new TextError('the message is too long to try these patterns on');
}
