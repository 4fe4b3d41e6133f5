/** Schema of a long list from outside. Checking stops at the first invalid item, since each would get a sentence. */
import * as z from 'zod';

export function listOf<Item>(
  item: z.ZodType<Item>,
  { min = 0, max }: { min?: number; max: number },
): z.ZodType<Item[]> {
  const isValid = (one: unknown) => item.safeParse(one).success;
  return z.custom<Item[]>(
    value => Array.isArray(value) && value.length >= min && value.length <= max && Array.from(value).every(isValid),
    { error: `must be a valid list of ${min} to ${max} items` },
  );
}
