/** Which captures a peer must keep: those that are used after the frame that has them. */
import { answersOf } from '../answersOf.ts';
import type { Encoding, Payload, ReplyRule } from '../endpointConfig.ts';
import type { CompiledPatterns } from '../pattern/compiledPatterns.ts';
import { namedCaptures } from '../ruleNames.ts';
import { type Hole, parseTemplate } from '../template/template.ts';
import { templateOf } from './templateCondition.ts';

/**
 * Returns the captures that are named by a rule that doesn't capture them itself, or in a condition. Values that no rule
 * uses, such as the rest of a message of megabytes, would take up memory for every peer.
 * @throws RangeError for a template that can't be used.
 */
export function keptNames(rules: readonly ReplyRule[], encoding: Encoding, known: CompiledPatterns): Set<string> {
  const captured = rules.map(({ when }) => namedCaptures(when, encoding, known));
  const all = new Set(captured.flat());
  const kept = new Set<string>();
  if (all.size === 0) return kept;
  for (const [at, rule] of rules.entries()) {
    const own = new Set(captured[at]);
    const inCondition = 'regex' in rule.when ? [] : wordsOf(templateOf(rule.when));
    const inAnswers = answersOf(rule)
      .flatMap(wordsOf)
      .filter(name => !own.has(name));
    for (const name of [...inCondition, ...inAnswers]) if (all.has(name)) kept.add(name);
  }
  return kept;
}

/** Returns those of these names that a template may use: fewer take less time to compile it with. */
export function usedNames(template: Payload, names: ReadonlySet<string>): string[] {
  return [...new Set(wordsOf(template))].filter(word => names.has(word));
}

/** Returns the words in the placeholders of a template, but for the names of its captures. */
function wordsOf(template: Payload): string[] {
  const parts = parseTemplate(typeof template === 'string' ? template : template.hex);
  return parts.flatMap(part => (part.kind === 'text' ? [] : (usedPart(part).match(/[\p{L}\p{N}_]+/gu) ?? [])));
}

function usedPart(hole: Hole): string {
  return hole.kind === 'capture' ? (hole.type ?? '') : hole.source;
}
