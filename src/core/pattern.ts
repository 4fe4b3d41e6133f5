/** Regular expressions from users, matched against bytes in linear time, so that no pattern can block an endpoint. */
import { RE2JS } from 're2js';
import { isAsciiSuperset } from './bytes/isAsciiSuperset.ts';
import type { Encoding } from './endpointConfig.ts';
import { byteInput } from './pattern/byteInput.ts';
import { characterInput } from './pattern/characterInput.ts';
import { CompiledPatterns } from './pattern/compiledPatterns.ts';
import { type Matching, matchingOf } from './pattern/matching.ts';
import { checkPatternSize } from './pattern/patternSize.ts';
import { translateToBytes } from './pattern/translateToBytes.ts';
import { TextError } from './phrase.ts';

export type { Match } from './pattern/matching.ts';

export interface Pattern extends Matching {
  /** Source that it was compiled from, for compiling it again on another thread. */
  readonly source: string;
  readonly flags: string;
  readonly encoding: Encoding;
  /** Expression that is matched against bytes, with its flags; absent if it is matched against characters. */
  readonly byteSource?: string;
  /**
   * Steps that the next match takes in addition to those for its bytes, since something may still have to be compiled.
   */
  readonly stepsBefore?: number;
}

const flagValues: Record<string, number> = { i: RE2JS.CASE_INSENSITIVE, m: RE2JS.MULTILINE, s: RE2JS.DOTALL, u: 0 };

/** More than there are, so that an invalid flag is reported first. */
const maxFlags = 20;

/**
 * Compiles RE2 syntax with the flags i, m, s and u. A pattern matches bytes: `.` is one byte, and a non-ASCII character
 * stands for its bytes in the encoding. With `u`, or `(?u)` at the start, and in encodings that don't contain ASCII, it
 * matches characters.
 * @throws RangeError that says what is wrong, including lookaround and backreferences, patterns that need `u`, and
 * those that are too large.
 */
export function compilePattern(
  source: string,
  flags = '',
  encoding: Encoding = 'utf8',
  compiled = new CompiledPatterns(),
): Pattern {
  const key = `pattern ${encoding} ${flags.length} ${flags}${source}`;
  return compiled.once(key, () => patternOf(source, flags, encoding, compiled));
}

function patternOf(source: string, flags: string, encoding: Encoding, known: CompiledPatterns): Pattern {
  if (flags.length > maxFlags) throw new TextError('a pattern can’t have more than {0} flags', maxFlags);
  const unknown = [...flags].find(flag => !(flag in flagValues));
  if (unknown !== undefined) throw new TextError('"{0}" isn’t a valid flag; the flags are i, m, s and u', unknown);
  const value = [...flags].reduce((sum, flag) => sum | (flagValues[flag] ?? 0), 0);
  const { expression, hasFlag } = withoutUnicodeFlag(source);
  const matchesBytes = !hasFlag && !flags.includes('u') && isAsciiSuperset(encoding);
  checkPatternSize(expression, { inBytes: matchesBytes, flags });
  // The errors refer to what the user wrote, so this comes before the translation, which relies on valid syntax.
  const compiled = compile(expression, value, source, known);
  if (!matchesBytes)
    return { source, flags, encoding, ...matchingOf(compiled, bytes => characterInput(bytes, encoding)) };
  const translated = translateToBytes(expression, flags.includes('i'), encoding);
  const ofBytes = translated === expression ? compiled : compile(translated, value, source, known);
  const byteSource = flags === '' ? translated : `(?${flags})${translated}`;
  return { source, flags, encoding, byteSource, ...matchingOf(ofBytes, byteInput) };
}

/** Removes the flag `u`, which RE2 doesn't have, from the start of a pattern. */
function withoutUnicodeFlag(source: string): { expression: string; hasFlag: boolean } {
  const [flags = ''] = /^(?:\(\?[imsuU]*(?:-[imsU]+)?\))*/.exec(source) ?? [];
  if (!flags.includes('u')) return { expression: source, hasFlag: false };
  return { expression: flags.replaceAll('u', '').replaceAll('(?)', '') + source.slice(flags.length), hasFlag: true };
}

function compile(expression: string, flags: number, source: string, known: CompiledPatterns): RE2JS {
  try {
    return known.once(`expression ${flags} ${expression}`, () => RE2JS.compile(expression, flags));
  } catch (error) {
    const reason = (error as Error).message.replace(/^error parsing regexp: /, '');
    throw syntaxError(source, withoutQuote(reason, expression));
  }
}

/** Removes the pattern that the library quotes, with our flags, at the end of a reason: our sentence begins with it. */
function withoutQuote(reason: string, expression: string): string {
  if (!reason.endsWith(`${expression}\``)) return reason;
  const before = reason.slice(0, -expression.length - 1);
  const quote = /: `(?:\(\?[ims]\))*$/;
  return quote.test(before) ? before.replace(quote, '') : reason;
}

function syntaxError(source: string, reason: string): TextError {
  if (/`\(\?[imsU-]*u`$/.test(reason))
    return new TextError(
      '"{0}" isn’t a valid regular expression: {1}; the u flag is allowed only at its start',
      source,
      reason,
    );
  if (/\(\?[=!<]|\\[1-9]/.test(source))
    return new TextError(
      '"{0}" isn’t a valid regular expression: {1}; lookaround and backreferences aren’t supported, to keep matching fast',
      source,
      reason,
    );
  return new TextError('"{0}" isn’t a valid regular expression: {1}', source, reason);
}
