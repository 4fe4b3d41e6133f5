/** Names that the texts of rules may use: captures of the same rule, and those of all rules, which peers keep. */
import type { Encoding, ReplyCondition, ReplyRule } from './endpointConfig.ts';
import { CompiledPatterns } from './pattern/compiledPatterns.ts';
import { compilePattern } from './pattern.ts';
import { phraseOf } from './phrase.ts';
import { parseTemplate } from './template/template.ts';

const isNumber = (name: string) => /^\d+$/.test(name);

/** Returns the names that the replies of a rule may use. `shared` are the captures of all rules. @throws RangeError for a condition that can't be used. */
export function insertNames(
  when: ReplyCondition,
  encoding: Encoding,
  shared: readonly string[],
  known = new CompiledPatterns(),
): string[] {
  const own =
    'regex' in when ? compilePattern(when.regex, when.flags, encoding, known).groups : ['0', ...captured(when)];
  return [...new Set(['message', ...own, ...shared])];
}

/** Returns the names of the captures of all rules. Conditions that can't be used have none. */
export function sharedNames(
  rules: readonly Pick<ReplyRule, 'when'>[],
  encoding: Encoding,
  known = new CompiledPatterns(),
): string[] {
  return [...new Set(rules.flatMap(({ when }) => namedCaptures(when, encoding, known)))];
}

/** Returns the names of what a condition captures; none if it can't be used. */
export function namedCaptures(when: ReplyCondition, encoding: Encoding, known = new CompiledPatterns()): string[] {
  try {
    const names = 'regex' in when ? compilePattern(when.regex, when.flags, encoding, known).groups : captured(when);
    return names.filter(name => !isNumber(name));
  } catch (error) {
    if (phraseOf(error)) return [];
    throw error;
  }
}

function captured(when: Exclude<ReplyCondition, { regex: string }>): string[] {
  const parts = parseTemplate('text' in when ? when.text : when.hex);
  return parts.flatMap(part => (part.kind === 'capture' && part.name !== '' ? [part.name] : []));
}
