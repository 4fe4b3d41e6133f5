/** Asks which of several items is meant. */
import { askItem } from './questions.ts';

/** Returns what the user picks. Rejects with Dismissed. @throws RangeError if there is nothing to pick. */
export async function pick<T>(
  items: { label: string; description: string; value: T }[],
  placeHolder: string,
  whenNone: string,
): Promise<T> {
  if (items.length === 0) throw new RangeError(whenNone);
  const chosen = await askItem(items, { placeHolder, matchOnDescription: true });
  return chosen.value;
}
