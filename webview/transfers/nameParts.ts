/** File names cut in the middle, so that both how they begin and what they are stays in sight. */
import { visibleText } from '../../src/core/bytes/visibleText.ts';

/** Shorter names are not cut. */
const wholeLength = 18;
/** What stays of a name before its extension, and of one without. */
const tailLength = 6;
/** A longer one is no extension. */
const maxExtension = 10;
/** Of a name in a right-to-left script, which the page can't cut by its width. */
const maxRightToLeft = 34;

const rightToLeft =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export interface NameParts {
  /** May be cut at its end by the page, where it is too wide. */
  readonly head: string;
  /** Stays in sight. */
  readonly tail: string;
}

/**
 * The name in two parts to be set side by side. Characters that would turn the text around are shown as escapes: `photo\u202egpj.exe` is no
 * picture. Names in a right-to-left script come in one part and shortened here: in two, the parts would be ordered each for itself.
 */
export function nameParts(name: string): NameParts {
  const shown = visibleText(name);
  if (rightToLeft.test(shown)) return { head: truncateMiddle(shown, maxRightToLeft), tail: '' };
  const all = split(shown);
  if (all.length <= wholeLength) return { head: shown, tail: '' };
  const tail = tailOf(all);
  return { head: all.slice(0, -tail).join(''), tail: all.slice(-tail).join('') };
}

/** At most so many characters, with an ellipsis before the last ones and the extension. */
export function truncateMiddle(name: string, max: number): string {
  const all = split(name);
  if (all.length <= max) return name;
  const tail = Math.min(tailOf(all), Math.floor(max / 2));
  return `${all.slice(0, max - tail - 1).join('')}…${all.slice(-tail).join('')}`;
}

/** How many characters the end of a name has that say what it is. */
function tailOf(all: readonly string[]): number {
  const dot = all.lastIndexOf('.');
  const extension = dot > 0 && all.length - dot <= maxExtension ? all.length - dot : 0;
  return extension + tailLength;
}

function split(text: string): string[] {
  return Array.from(characters.segment(text), ({ segment }) => segment);
}
