/** Compiles the conditions of rules, each to the form in which it is compared fastest. */
import { encodeText } from '../bytes/encodeText.ts';
import { parseHexPattern } from '../bytes/hex.ts';
import type { Encoding, ReplyCondition } from '../endpointConfig.ts';
import type { Literal } from '../literalConditions.ts';
import type { CompiledPatterns } from '../pattern/compiledPatterns.ts';
import { compilePattern, type Pattern } from '../pattern.ts';
import { parseTemplate } from '../template/template.ts';
import { usedNames } from './keptNames.ts';
import { TemplateCondition, type TextCondition, templateOf } from './templateCondition.ts';

/** `literals` are whole frames, any of which matches. */
export type Condition =
  | { readonly kind: 'literals'; readonly literals: readonly Literal[] }
  | { readonly kind: 'pattern'; readonly pattern: Pattern }
  | { readonly kind: 'template'; readonly template: TemplateCondition };

export interface ConditionScope {
  readonly encoding: Encoding;
  /** Names of values that peers keep. */
  readonly names: ReadonlySet<string>;
  readonly known: CompiledPatterns;
}

/** Compiles a condition, whose literals can be indexed. @throws RangeError for one that can't be used. */
export function compileCondition(when: ReplyCondition, scope: ConditionScope): Condition {
  const { encoding, known } = scope;
  if ('regex' in when) return { kind: 'pattern', pattern: compilePattern(when.regex, when.flags, encoding, known) };
  const literals = literalsOf(when, encoding);
  return literals ? { kind: 'literals', literals } : { kind: 'template', template: templateCondition(when, scope) };
}

/** Compiles a text or hex condition that can't be indexed. @throws RangeError for one that can't be used. */
export function templateCondition(
  when: TextCondition,
  { encoding, names }: Omit<ConditionScope, 'known'>,
): TemplateCondition {
  const template = templateOf(when);
  return new TemplateCondition({
    ...{ template, encoding, match: when.match ?? 'whole' },
    names: usedNames(template, names),
  });
}

/**
 * Returns the whole frames that a condition without placeholders describes: text with any line ending or none.
 * Undefined for any other.
 */
function literalsOf(when: TextCondition, encoding: Encoding): Literal[] | undefined {
  if (when.match !== undefined && when.match !== 'whole') return undefined;
  const braces = 'text' in when ? '{{' : '7b 7b';
  let plain = '';
  for (const part of parseTemplate('text' in when ? when.text : when.hex)) {
    if (part.kind !== 'text' && part.kind !== 'braces') return undefined;
    plain += part.kind === 'text' ? part.text : braces;
  }
  if ('hex' in when) return [parseHexPattern(plain)];
  const encode = (text: string) => encodeText(text, encoding);
  const text = encode(plain);
  return ['', '\n', '\r\n', '\r'].map(ending => [...text, ...encode(ending)]);
}
