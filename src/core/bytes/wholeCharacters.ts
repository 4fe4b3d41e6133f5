/** Finds where text may be cut: never inside what a person sees as one character (an emoji, an accented letter). */

/** Created at the first cut: it takes ten milliseconds, and activation would wait for it. */
let characters: Intl.Segmenter | undefined;

/**
 * Returns the last offset at or before `unit` that doesn't cut a character. A character that fills the text up to there
 * is cut between its code points.
 */
export function wholeBefore(text: string, unit: number): number {
  if (unit >= text.length) return text.length;
  characters ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const { index = 0 } = characters.segment(text).containing(unit) ?? {};
  return index > 0 || unit <= 0 ? index : betweenCodePoints(text, unit);
}

/**
 * Whether a character may extend from the end of one text into the next. A quick check that suffices for most texts.
 */
export function mayJoin(text: string, next: string): boolean {
  const [last, first] = [text.charCodeAt(text.length - 1), next.charCodeAt(0)];
  // A byte that isn't valid text is shown separately.
  if (first >= 0xdc80 && first <= 0xdcff) return false;
  return last > 0x7f || first > 0x7f || (last === 0x0d && first === 0x0a);
}

function betweenCodePoints(text: string, unit: number): number {
  return (text.codePointAt(unit - 1) ?? 0) > 0xffff ? unit - 1 : unit;
}
