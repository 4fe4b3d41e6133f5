/** Regular expressions from users: matched on bytes, in linear time, so that no pattern can stop an endpoint. */
import { RE2JS } from 're2js';
import type { Encoding } from './endpointConfig.ts';
import { TextError } from './phrase.ts';

/** The bytes of each group, by number (0 is the whole match) and by name; undefined for one that took no part. */
export interface Match {
  readonly groups: readonly (Uint8Array | undefined)[];
  readonly named: Readonly<Record<string, Uint8Array | undefined>>;
}

export interface Pattern {
  /** What it was compiled from, so that another thread can compile it again. */
  readonly source: string;
  readonly flags: string;
  readonly encoding: Encoding;
  /** Instructions of the compiled program; input bytes × size bounds the work of one match. */
  readonly size: number;
  /** The first match. */
  match(bytes: Uint8Array): Match | undefined;
  /** Whether it is found. */
  test(bytes: Uint8Array): boolean;
  /** The first `limit` matches as ranges of bytes; empty ones are left out. */
  ranges(bytes: Uint8Array, limit: number): [number, number][];
}

const flagValues: Record<string, number> = { i: RE2JS.CASE_INSENSITIVE, m: RE2JS.MULTILINE, s: RE2JS.DOTALL, u: 0 };

/** Compiles RE2 syntax with the flags i, m, s and u. @throws RangeError with what is wrong, lookaround and back-references included. */
export function compilePattern(source: string, flags = '', encoding: Encoding = 'utf8'): Pattern {
  const unknown = [...flags].find(flag => !(flag in flagValues));
  if (unknown !== undefined) throw new TextError('"{0}" is no flag; there are i, m, s and u', unknown);
  const compiled = compile(
    source,
    [...flags].reduce((sum, flag) => sum | (flagValues[flag] ?? 0), 0),
  );
  return {
    source,
    flags,
    encoding,
    size: compiled.programSize(),
    match: bytes => matchOf(compiled, bytes),
    test: bytes => compiled.matcher(bytes).find(),
    ranges: (bytes, limit) => rangesOf(compiled, bytes, limit),
  };
}

function compile(source: string, flags: number): RE2JS {
  try {
    return RE2JS.compile(source, flags);
  } catch (error) {
    const reason = (error as Error).message.replace(/^error parsing regexp: /, '');
    throw /\(\?[=!<]|\\[1-9]/.test(source)
      ? new TextError(
          '"{0}" is no regular expression: {1}; lookaround and back-references are not there, so that matching stays fast',
          source,
          reason,
        )
      : new TextError('"{0}" is no regular expression: {1}', source, reason);
  }
}

function rangesOf(compiled: RE2JS, bytes: Uint8Array, limit: number): [number, number][] {
  const ranges: [number, number][] = [];
  for (const matcher = compiled.matcher(bytes); ranges.length < limit && matcher.find(); ) {
    if (matcher.end() > matcher.start()) ranges.push([matcher.start(), matcher.end()]);
  }
  return ranges;
}

function matchOf(compiled: RE2JS, bytes: Uint8Array): Match | undefined {
  const matcher = compiled.matcher(bytes);
  if (!matcher.find()) return undefined;
  const groups = Array.from({ length: compiled.groupCount() + 1 }, (_, group) => {
    const start = matcher.start(group);
    return start < 0 ? undefined : bytes.subarray(start, matcher.end(group));
  });
  const named = Object.create(null) as Record<string, Uint8Array | undefined>;
  for (const [name, group] of Object.entries(compiled.namedGroups())) named[name] = groups[group];
  return { groups, named };
}
