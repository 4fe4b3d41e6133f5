/** RE2's named classes, from Perl and POSIX. All of them are ASCII. */
import { ByteSet } from './byteSet.ts';

/** First and last character of each range. */
const perl: Readonly<Record<string, string>> = { d: '09', s: '\t\n\f\r  ', w: '09AZ__az' };

const posix: Readonly<Record<string, string>> = {
  alnum: '09AZaz',
  alpha: 'AZaz',
  ascii: '\0\x7f',
  blank: '\t\t  ',
  cntrl: '\0\x1f\x7f\x7f',
  digit: '09',
  graph: '!~',
  lower: 'az',
  print: ' ~',
  punct: '!/:@[`{~',
  space: '\t\r  ',
  upper: 'AZ',
  word: '09AZ__az',
  xdigit: '09AFaf',
};

/** Returns the class of `\d`, `\D`, `\s`, `\S`, `\w` or `\W` by its letter. */
export function perlClass(letter: string, isFolded: boolean): ByteSet | undefined {
  const ranges = perl[letter.toLowerCase()];
  return ranges === undefined ? undefined : setOf(ranges, isFolded, letter !== letter.toLowerCase());
}

/** Returns the class of `[:alpha:]` for `alpha`, and that of `[:^alpha:]` for `^alpha`. */
export function posixClass(name: string, isFolded: boolean): ByteSet | undefined {
  const isNegated = name.startsWith('^');
  const ranges = posix[isNegated ? name.slice(1) : name];
  return ranges === undefined ? undefined : setOf(ranges, isFolded, isNegated);
}

function setOf(ranges: string, isFolded: boolean, isNegated: boolean): ByteSet {
  const set = new ByteSet();
  for (let at = 0; at < ranges.length; at += 2) set.add(ranges.charCodeAt(at), ranges.charCodeAt(at + 1));
  if (isFolded) set.foldCase();
  if (isNegated) set.invert();
  return set;
}
