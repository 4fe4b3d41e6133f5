/** What reply rules make of a message, down to the bytes on the wire. */
import { escapeBytes } from './bytes/escapedText.ts';
import { joinBytes } from './bytes/joinBytes.ts';
import { wireFrames } from './checkPayloads.ts';
import type { EndpointConfig } from './endpointConfig.ts';
import { type Phrase, phraseOf } from './phrase.ts';
import { compileReplyRules } from './replyRules.ts';
import type { VariableSources } from './template/values.ts';

/** An answer is shown up to here: a sample is a message that somebody types. */
const maxShownBytes = 10_000;
const maxShownFrames = 20;

export interface TriedRules {
  /** Number of the rule, from 0; absent when none answers. */
  readonly rule?: number;
  /** What is sent, with what the framing adds: a text for each frame, in which `\xNN` and `\n` are escapes. */
  readonly frames: readonly string[];
  /** Why the answer can't be sent. */
  readonly problem?: Phrase;
}

/** @throws RangeError for rules that can't be used. */
export function tryRules(config: EndpointConfig, message: Uint8Array, sources: VariableSources): TriedRules {
  const { reply, encoding = 'utf8' } = config;
  const answer = compileReplyRules(Array.isArray(reply) ? reply : [], encoding).answer(message);
  if (!answer) return { frames: [] };
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
