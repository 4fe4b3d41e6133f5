/** Estimates the size of a pattern before it is compiled: a few words can require millions of instructions, which takes seconds. */
import { type Phrase, phrase, TextError } from '../phrase.ts';

/** This many parts are compiled in about 100 ms. */
const maxParts = 50_000;
/** Limit on all patterns of an endpoint, each of which may be compiled several times where others wait. */
const maxPartsTogether = 200_000;
/** Parts that take as long to compile as a pattern by itself, and as a Unicode class, which is a long table. */
const partsOfPattern = 20;
const partsOfUnicodeClass = 100;
/** Limit on the source: for each class, RE2JS searches for its end up to the end of the pattern. */
const maxSourceUnits = 16 * 1024;
/** RE2 rejects larger counts. */
const maxRepeat = 1000;
/** Number of characters of a pattern that its error shows. */
const shownCharacters = 60;
/** A non-ASCII character has about this many bytes. */
const bytesPerCharacter = 3;

/**
 * Matches one part: a quotation, an escape, a class, a repetition, a bracket or a character. It matches at every position, so it is linear.
 */
const part =
  /\\Q(?<quoted>[\s\S]*?)(?:\\E|$)|\\[pPx]\{[^}]{0,40}\}|\\[\s\S]|(?<class>\[\^?\]?(?:\\[\s\S]|\[:\^?[a-z]{1,10}:\]|[^\]\\]|\\$)*(?:\]|$))|\{(?<least>\d{1,4})(?<upTo>,(?<most>\d{0,4}))?\}|[\s\S]/gu;
const beyondAscii = /[^\0-\x7f]|\\x\{/gu;

/** `inBytes` if a non-ASCII character becomes its bytes. @throws RangeError for a pattern that takes too long to compile. */
export function checkPatternSize(source: string, inBytes: boolean): void {
  const isLong = source.length > maxSourceUnits;
  if (!isLong && patternParts(source, inBytes) + unicodeParts(source) <= maxParts) return;
  const start = source.slice(0, shownCharacters);
  if (isLong)
    throw new TextError('the pattern "{0}…" is too long: it has more than {1} characters', start, maxSourceUnits);
  throw new TextError(
    'the pattern "{0}" is too large: with repetitions expanded it has more than {1} parts',
    start.length < source.length ? `${start}…` : start,
    maxParts,
  );
}

/** Returns the problem of patterns that take too long to compile together. Their sources may be invalid. */
export function patternsProblem(sources: readonly string[]): Phrase | undefined {
  let parts = 0;
  for (const source of sources) {
    // A longer one is refused unread.
    if (source.length > maxSourceUnits) continue;
    parts += partsOfPattern + patternParts(source, true) + unicodeParts(source);
    if (parts > maxPartsTogether)
      return phrase(
        'the patterns of these rules are too large together: with repetitions expanded they have more than {0} parts',
        maxPartsTogether,
      );
  }
  return undefined;
}

/** Returns the parts that Unicode classes cost besides: once for each in the source, however often it is repeated. */
function unicodeParts(source: string): number {
  return partsOfUnicodeClass * [...source.matchAll(/\\p/gi)].length;
}

/** Estimates the number of parts with all repetitions written out. The source may be invalid. */
function patternParts(source: string, inBytes: boolean): number {
  const outer: number[] = [];
  let total = 0;
  /** Number of parts that a repetition would repeat. */
  let last = 0;
  for (const { 0: text, groups = {} } of source.matchAll(part)) {
    if (text === '(') {
      outer.push(total);
      total = 0;
      last = 0;
    } else if (text === ')') {
      last = total + 2;
      total = (outer.pop() ?? 0) + last;
    } else if (groups.least !== undefined) {
      const repeated = last * timesOf(groups);
      total += repeated - last;
      last = repeated;
    } else if (!/^[*+?]$/.test(text)) {
      last = partsOf(text, groups, inBytes);
      total += last;
    }
  }
  return outer.reduce((sum, one) => sum + one, total);
}

function partsOf(text: string, groups: Record<string, string | undefined>, inBytes: boolean): number {
  const characters = groups.class === undefined ? [...(groups.quoted ?? '.')].length : 1;
  return characters + (inBytes ? bytesPerCharacter * [...text.matchAll(beyondAscii)].length : 0);
}

/** An optional part takes one more instruction. */
function timesOf({ least = '', upTo, most = '' }: Record<string, string | undefined>): number {
  const times = Math.max(Number(most || least), 1);
  if (times > maxRepeat) return 1;
  return upTo === undefined || most === '' ? times : 2 * times;
}
