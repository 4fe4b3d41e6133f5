/** Finds where a text may be cut: never inside what a person sees as one character, be it an emoji or a letter with its accents. */

/** Created at the first cut: it takes ten milliseconds, and activation would wait for it. */
let characters: Intl.Segmenter | undefined;

/**
 * Returns the last offset at or before `unit` that cuts no character. A character that takes up the whole text until there is cut between
 * its parts.
 */
export function wholeBefore(text: string, unit: number): number {
  if (unit >= text.length) return text.length;
  characters ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const { index = 0 } = characters.segment(text).containing(unit) ?? {};
  return index > 0 || unit <= 0 ? index : betweenCodePoints(text, unit);
}

/** Whether a character extends from the end of one text into the next. A quick check that is enough for most texts. */
export function mayJoin(text: string, next: string): boolean {
  const [last, first] = [text.charCodeAt(text.length - 1), next.charCodeAt(0)];
  // A byte that isn't valid text is shown on its own.
  if (first >= 0xdc80 && first <= 0xdcff) return false;
  return last > 0x7f || first > 0x7f || (last === 0x0d && first === 0x0a);
}

function betweenCodePoints(text: string, unit: number): number {
  return (text.codePointAt(unit - 1) ?? 0) > 0xffff ? unit - 1 : unit;
}
