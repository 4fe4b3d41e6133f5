/** Shortens file names in the middle, so that their beginning and their type stay visible. */
import { visibleText } from '../../src/core/bytes/visibleText.ts';

/** Names up to this length aren't shortened. */
const wholeLength = 18;
/** Number of characters kept before the extension, or at the end of a name without one. */
const tailLength = 6;
/** Maximum length of an extension, including the dot. */
const maxExtension = 10;
/** Maximum length of a name in a right-to-left script, which the page can't shorten by its width. */
const maxRightToLeft = 34;

const rightToLeft =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export interface NameParts {
  /** The first part; the page may truncate its end if it is too wide. */
  readonly head: string;
  /** The last part, which is always visible. */
  readonly tail: string;
}

/**
 * Splits a name into two parts to be shown side by side. Characters that would reverse the text are escaped:
 * `photo\u202egpj.exe` isn't a picture. A name in a right-to-left script is returned as one part and shortened here,
 * since each of two parts would be ordered separately.
 */
export function nameParts(name: string): NameParts {
  const shown = visibleText(name);
  if (rightToLeft.test(shown)) return { head: truncateMiddle(shown, maxRightToLeft), tail: '' };
  const all = split(shown);
  if (all.length <= wholeLength) return { head: shown, tail: '' };
  const tail = tailOf(all);
  return { head: all.slice(0, -tail).join(''), tail: all.slice(-tail).join('') };
}

/** Limits the length, with an ellipsis before the last characters and the extension. */
export function truncateMiddle(name: string, max: number): string {
  const all = split(name);
  if (all.length <= max) return name;
  const tail = Math.min(tailOf(all), Math.floor(max / 2));
  return `${all.slice(0, max - tail - 1).join('')}…${all.slice(-tail).join('')}`;
}

/** Returns the number of characters at the end of a name that show its type. */
function tailOf(all: readonly string[]): number {
  const dot = all.lastIndexOf('.');
  const extension = dot > 0 && all.length - dot <= maxExtension ? all.length - dot : 0;
  return extension + tailLength;
}

function split(text: string): string[] {
  return Array.from(characters.segment(text), ({ segment }) => segment);
}
