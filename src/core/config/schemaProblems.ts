/** Converts a schema's issues to problems: a union's are those of the intended branch, a rule's name its number. */
import type * as z from 'zod';
import { type Phrase, phrase, phraseText } from '../phrase.ts';
import type { ConfigProblem } from './configError.ts';
import { isMissing, valueProblem } from './valueProblem.ts';

/** `issues` come from a parse with `withoutLibrarySentences`. */
export function schemaProblems(issues: readonly z.core.$ZodIssue[]): ConfigProblem[] {
  return issues.flatMap(issue => problemsOf(issue)).map(namingTheRule);
}

/** Returns the problem of a field, for a rule with its number. */
export function problemAt(path: readonly (string | number)[], reason: Phrase): ConfigProblem {
  return namingTheRule({ path: path.join('.'), message: phraseText(reason), phrase: reason });
}

/**
 * Returns the problems of one issue. The intended branch of a union is recognized by its shape: the others fail at
 * their own level. If every branch does, the union's own sentence lists the possibilities, unless only one branch has
 * all given keys, or only one has none missing.
 */
function problemsOf(issue: z.core.$ZodIssue, parents: PropertyKey[] = []): ConfigProblem[] {
  const path = [...parents, ...issue.path];
  if (issue.code === 'invalid_union') {
    const intended =
      issue.errors.find(branch => branch.length > 0 && !branch.some(isOfWrongShape)) ??
      onlyOne(issue.errors, one => !isOfWrongType(one)) ??
      onlyOne(issue.errors, one => one.code === 'unrecognized_keys' || !isOfWrongShape(one));
    if (intended) return intended.flatMap(inner => problemsOf(inner, path));
  }
  const sentence = issue.message === '' ? valueProblem(issue) : (ownPhrase(issue) ?? missingChoice(issue, path));
  return [
    {
      path: path.join('.'),
      message: sentence ? phraseText(sentence) : issue.message,
      ...(sentence && { phrase: sentence }),
    },
  ];
}

/** Returns the branch whose issues all meet a condition, if there is exactly one. */
function onlyOne(
  branches: readonly z.core.$ZodIssue[][],
  meets: (issue: z.core.$ZodIssue) => boolean,
): z.core.$ZodIssue[] | undefined {
  const [first, second] = branches.filter(branch => branch.length > 0 && branch.every(meets));
  return second ? undefined : first;
}

function ownPhrase(issue: z.core.$ZodIssue): Phrase | undefined {
  return issue.code === 'custom' ? issue.params?.phrase : undefined;
}

/** Returns the sentence for a missing value that has a list of possibilities, which doesn't say that it is missing. */
function missingChoice(issue: z.core.$ZodIssue, path: readonly PropertyKey[]): Phrase | undefined {
  const field = path.at(-1);
  if (issue.code !== 'invalid_union' || !isMissing(issue) || typeof field !== 'string') return undefined;
  return phrase('“{0}” is missing: {1}', field, { template: issue.message, args: [] });
}

/** Adds the rule's number: users count rules from 1, paths from 0. */
function namingTheRule(problem: ConfigProblem): ConfigProblem {
  const [, rule] = /^reply\.(\d+)/.exec(problem.path) ?? [];
  if (rule === undefined) return problem;
  const reason = problem.phrase ?? { template: problem.message, args: [] };
  const named = phrase('rule {0}: {1}', Number(rule) + 1, reason);
  return { path: problem.path, message: phraseText(named), phrase: named, reason };
}

/** Codes of issues that a value of the right type can have at its own level. */
const ofRightShape = new Set(['custom', 'too_small', 'too_big']);

/** Whether the value isn't of this type or lacks a key that would make it one. */
function isOfWrongShape(issue: z.core.$ZodIssue): boolean {
  return isOfWrongType(issue) || (issue.path.length === 1 && typeof issue.path[0] === 'string' && isMissing(issue));
}

/** Whether the value isn't of this type or has keys that this type doesn't have. */
function isOfWrongType(issue: z.core.$ZodIssue): boolean {
  return issue.path.length === 0 && !ofRightShape.has(issue.code);
}
