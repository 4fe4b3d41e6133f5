/** Describes wrong config values in our own sentences: the library's mention its types and can't be translated. */
import type * as z from 'zod';
import { wholeBefore } from '../bytes/wholeCharacters.ts';
import { type Phrase, phrase } from '../phrase.ts';

/** Parse options: checks without a sentence of ours get an empty one, and missing values can be recognized. */
export const withoutLibrarySentences = { error: () => '', reportInput: true } as const;

/** Returns the sentence for a problem whose check has none. */
export function valueProblem(issue: z.core.$ZodIssue): Phrase {
  switch (issue.code) {
    case 'invalid_type':
      return isMissing(issue) ? phrase('required') : typeProblem(issue.expected);
    case 'invalid_value':
      return isMissing(issue) ? phrase('required, one of {0}', listed(issue.values)) : unlistedValue(issue.values);
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    case 'unrecognized_keys':
      return issue.keys.length === 1
        ? phrase('unknown key {0}', listed(issue.keys))
        : phrase('unknown keys: {0}', listed(issue.keys));
    default:
      return phrase('isn’t a valid value');
  }
}

/** More than any of our lists has. */
const maxListed = 40;
const maxListedUnits = 200;

const missingCodes = new Set(['invalid_type', 'invalid_value', 'invalid_union']);

/** Whether the value is missing. Works only after a parse with `withoutLibrarySentences`. */
export function isMissing({ code, input }: z.core.$ZodIssue): boolean {
  return missingCodes.has(code) && input === undefined;
}

function typeProblem(expected: string): Phrase {
  switch (expected) {
    case 'string':
      return phrase('must be a string');
    case 'int':
      return phrase('must be a whole number');
    case 'number':
      return phrase('must be a number');
    case 'boolean':
      return phrase('must be true or false');
    case 'array':
      return phrase('must be a list');
    default:
      return phrase('must be an object');
  }
}

function unlistedValue(values: readonly unknown[]): Phrase {
  return values.length === 1 ? phrase('must be {0}', listed(values)) : phrase('must be one of {0}', listed(values));
}

function tooSmall({ origin, minimum }: z.core.$ZodIssueTooSmall): Phrase {
  const least = Number(minimum);
  if (origin === 'string')
    return least === 1 ? phrase('must not be empty') : phrase('must have at least {0} characters', least);
  return origin === 'array' ? phrase('must have at least {0} entries', least) : phrase('must be at least {0}', least);
}

function tooBig({ origin, maximum }: z.core.$ZodIssueTooBig): Phrase {
  const most = Number(maximum);
  if (origin === 'string') return phrase('must have at most {0} characters', most);
  return origin === 'array' ? phrase('must have at most {0} entries', most) : phrase('must be at most {0}', most);
}

/** Returns values as JSON, only the beginning of a long list or value. */
function listed(values: readonly unknown[]): string {
  const shown = values.slice(0, maxListed).map(value => {
    const json = JSON.stringify(value);
    return json.length > maxListedUnits ? `${json.slice(0, wholeBefore(json, maxListedUnits))}…` : json;
  });
  return [...shown, ...(values.length > maxListed ? ['…'] : [])].join(', ');
}
