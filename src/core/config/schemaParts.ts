/** Kinds of values that several fields of a config have. */
import * as z from 'zod';
import { phraseOf, TextError } from '../phrase.ts';

/** Ports go up to 65,535; byte limits up to what one buffer can hold. */
export const port = z.int().min(0).max(65_535);
export const byteLimit = z
  .int()
  .min(1)
  .max(1024 ** 3);
export const milliseconds = z.int().min(0).max(86_400_000);

/** An issue that keeps the phrase of the error that `parse` threw. */
function problemWith(input: unknown, path: string[], error: unknown): z.core.$ZodRawIssue {
  return { code: 'custom', input, path, message: (error as Error).message, params: { phrase: phraseOf(error) } };
}

/** Accepts the strings that `parse` accepts; its RangeError becomes the problem's sentence. */
export function parsedBy(parse: (text: string) => unknown, description: string, maxUnits = Number.POSITIVE_INFINITY) {
  return z
    .string()
    .check(context => {
      try {
        if (context.value.length > maxUnits) throw new TextError('must have at most {0} characters', maxUnits);
        parse(context.value);
      } catch (error) {
        context.issues.push(problemWith(context.value, [], error));
      }
    })
    .describe(description);
}

/** Text or hex, both with placeholders; what they expand to is checked with the rest of the config. */
export function payload(description: string) {
  return z
    .union([z.string(), z.strictObject({ hex: z.string() })], { error: 'must be a string or {"hex": …}' })
    .describe(description);
}
