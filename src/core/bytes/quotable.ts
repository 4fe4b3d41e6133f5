/** Shortens text that an error message quotes: its beginning is enough to find it. */
import { wholeBefore } from './wholeCharacters.ts';

const maxUnits = 40;

/** Returns the text, or its beginning and an ellipsis. */
export function quotable(text: string): string {
  return text.length <= maxUnits ? text : `${text.slice(0, wholeBefore(text, maxUnits - 1))}…`;
}
