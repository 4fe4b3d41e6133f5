/** Estimates a pattern's size before it is compiled: a short one can take millions of instructions, and seconds. */
import { type Phrase, phrase, TextError } from '../phrase.ts';

/** Compiling this many parts takes about 40 ms, in one go. */
const maxParts = 20_000;
/** Limit for all patterns of an endpoint. */
const maxPartsTogether = 200_000;
/** Parts that take as long to compile as the overhead of a pattern, and that of a group. */
const partsOfPattern = 20;
const partsOfGroup = 5;
/** The same for a Unicode class, a long table, and for each further one in a pattern, since tables may be merged. */
const partsOfUnicodeClass = 100;
const partsOfFurtherClass = 300;
/** Characters of a range whose other cases are looked up in the time of one part; none after `lastFolded` has two. */
const foldedPerPart = 8;
const lastFolded = 0x1e943;
/** Maximum characters in a named class such as `\w`. */
const namedCharacters = 64;
/** Limit on the source: for each class, RE2JS searches for its end up to the end of the pattern. */
const maxSourceUnits = 16 * 1024;
/** RE2 rejects larger counts. */
const maxRepeat = 1000;
/** Characters of a pattern quoted in its error. */
const shownCharacters = 60;
/** Approximate bytes of a non-ASCII character. */
const bytesPerCharacter = 3;

/**
 * Matches one part: a quotation, an escape, a class, a repetition, a bracket or a character. Since it matches at every
 * position, it is linear.
 */
const part =
  /\\Q(?<quoted>[\s\S]*?)(?:\\E|$)|\\[pPx]\{[^}]{0,40}\}|\\[\s\S]|(?<class>\[\^?\]?(?:\\[\s\S]|\[:\^?[a-z]{1,10}:\]|[^\]\\]|\\$)*(?:\]|$))|\{(?<least>\d{1,4})(?<upTo>,(?<most>\d{0,4}))?\}|[\s\S]/gu;
const beyondAscii = /[^\0-\x7f]|\\x\{/gu;
/** Matches a member of a class: a named class, a range, or a character. It matches at every position. */
const member =
  /(?<named>\[:\^?[a-z]{1,10}:\]|\\[dDsSwW])|(?<low>\\x\{[\da-f]{1,8}\}|\\x[\da-f]{2}|\\?[\s\S])(?:-(?<high>\\x\{[\da-f]{1,8}\}|\\x[\da-f]{2}|\\?[^\]]))?/giu;

/** A pattern as written. */
export interface FlaggedSource {
  readonly source: string;
  readonly flags: string | undefined;
}

interface Counting {
  /** Whether a non-ASCII character counts as its bytes. */
  readonly inBytes: boolean;
  /** Flags in addition to those in the pattern. */
  readonly flags: string;
}

/** @throws RangeError for a pattern that takes too long to compile. */
export function checkPatternSize(source: string, counting: Counting): void {
  const isLong = source.length > maxSourceUnits;
  if (!isLong && patternParts(source, counting) <= maxParts) return;
  const start = source.slice(0, shownCharacters);
  if (isLong)
    throw new TextError('the pattern "{0}…" is too long: it has more than {1} characters', start, maxSourceUnits);
  throw new TextError(
    'the pattern "{0}" is too large: with repetitions expanded it has more than {1} parts',
    start.length < source.length ? `${start}…` : start,
    maxParts,
  );
}

/** Returns the problem of patterns that take too long to compile together. They may be invalid. */
export function patternsProblem(patterns: Iterable<FlaggedSource>): Phrase | undefined {
  let parts = 0;
  for (const { source, flags = '' } of patterns) {
    // A longer one is refused unread.
    if (source.length > maxSourceUnits) continue;
    parts += partsOfPattern + patternParts(source, { inBytes: true, flags });
    if (parts > maxPartsTogether)
      return phrase(
        'the patterns of these rules are too large together: with repetitions expanded they have more than {0} parts',
        maxPartsTogether,
      );
  }
  return undefined;
}

/**
 * Returns the number of parts of a pattern, which may be invalid. Tables and groups have an additional cost once,
 * however often they are repeated.
 */
function patternParts(source: string, { inBytes, flags }: Counting): number {
  const tables = countOf(/\\p/gi, source);
  const tableParts = tables === 0 ? 0 : partsOfUnicodeClass + (tables - 1) * partsOfFurtherClass;
  const isFolded = flags.includes('i') || /\(\?[a-zA-Z]*i/.test(source);
  return expandedParts(source, inBytes, isFolded) + tableParts + countOf(/\(/g, source) * partsOfGroup;
}

function countOf(expression: RegExp, source: string): number {
  return source.match(expression)?.length ?? 0;
}

/** Estimates the number of parts with repetitions expanded, plus those of class members, which aren't repeated. */
function expandedParts(source: string, inBytes: boolean, isFolded: boolean): number {
  const outer: number[] = [];
  let ofClasses = 0;
  let total = 0;
  /** Number of parts that a following repetition would repeat. */
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
    } else if (text === '*' || text === '+' || text === '?') {
      total++;
      last++;
    } else {
      last = partsOf(text, groups, inBytes);
      total += last;
      if (groups.class !== undefined) ofClasses += classParts(groups.class, isFolded);
    }
  }
  return outer.reduce((sum, one) => sum + one, total) + ofClasses;
}

function classParts(source: string, isFolded: boolean): number {
  if (!isFolded) return source.length;
  let parts = 0;
  for (const { groups = {} } of source.matchAll(member)) parts += 1 + Math.floor(charactersOf(groups) / foldedPerPart);
  return parts;
}

/** Returns how many characters that may have two cases a class member contains. */
function charactersOf({ named, low = '', high }: Record<string, string | undefined>): number {
  if (named !== undefined) return namedCharacters;
  return high === undefined ? 1 : Math.max(0, Math.min(codeOf(high), lastFolded) - codeOf(low));
}

function codeOf(character: string): number {
  const [, digits] = /^\\x\{?([\da-f]+)/i.exec(character) ?? [];
  if (digits !== undefined) return Number.parseInt(digits, 16);
  return character.replace(/^\\(?=.)/s, '').codePointAt(0) ?? 0;
}

function partsOf(text: string, groups: Record<string, string | undefined>, inBytes: boolean): number {
  const characters = groups.quoted === undefined ? 1 : [...groups.quoted].length;
  return characters + (inBytes ? bytesPerCharacter * countOf(beyondAscii, text) : 0);
}

/** Returns how often a part is repeated. An optional one takes one more instruction. */
function timesOf({ least = '', upTo, most = '' }: Record<string, string | undefined>): number {
  const times = Math.max(Number(most || least), 1);
  if (times > maxRepeat) return 1;
  return upTo === undefined || most === '' ? times : 2 * times;
}
