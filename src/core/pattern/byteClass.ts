/** Reads a character class, `[…]`, in a pattern that matches bytes. */
import { type Phrase, phrase } from '../phrase.ts';
import { ByteSet } from './byteSet.ts';
import { perlClass, posixClass } from './namedClasses.ts';
import type { PatternReader, PatternUnit } from './patternReader.ts';

export interface ByteClass {
  readonly bytes: ByteSet;
  /** Non-ASCII characters. */
  readonly characters: ReadonlySet<string>;
}

/** Reads a class after its `[`. ASCII letters match in both cases if `isFolded`. */
export function readByteClass(reader: PatternReader, isFolded: boolean, refuse: Refuse): ByteClass {
  const bytes = new ByteSet();
  const characters = new Set<string>();
  const isNegated = reader.skip('^');
  do {
    const named = readNamed(reader, isFolded, refuse);
    if (named) bytes.addAll(named);
    else readItem(reader, bytes, characters, refuse);
  } while (!reader.skip(']'));
  if (characters.size > 0 && isNegated) refuse(beyondBytes.negatedClass);
  if (characters.size > 0 && isFolded) refuse(beyondBytes.foldedCase);
  if (isFolded) bytes.foldCase();
  if (isNegated) bytes.invert();
  return { bytes, characters };
}

/** Reads a named class, if one is next. */
function readNamed(reader: PatternReader, isFolded: boolean, refuse: Refuse): ByteSet | undefined {
  if (reader.match(/\\p/iy)) refuse(beyondBytes.unicodeClass);
  const [, name] = reader.match(/\[:(\^?[a-z]+):\]/y) ?? [];
  if (name !== undefined) return posixClass(name, isFolded);
  const [, letter] = reader.match(/\\([dsw])/iy) ?? [];
  return letter === undefined ? undefined : perlClass(letter, isFolded);
}

/** Reads a byte, a character or a range. */
function readItem(reader: PatternReader, bytes: ByteSet, characters: Set<string>, refuse: Refuse): void {
  const byteOf = (unit: PatternUnit) => (typeof unit === 'number' ? unit : refuse(beyondBytes.range));
  const unit = readUnit(reader);
  const isRange = !reader.startsWith('-]') && reader.skip('-');
  if (isRange) bytes.add(byteOf(unit), byteOf(readUnit(reader)));
  else if (typeof unit === 'number') bytes.add(unit);
  else characters.add(unit);
}

function readUnit(reader: PatternReader): PatternUnit {
  return reader.skip('\\') ? reader.takeEscape() : reader.takeLiteral();
}

/** Reasons why part of a pattern can't match bytes. */
export const beyondBytes = {
  foldedCase: phrase('a case-insensitive match with non-ASCII characters needs the u flag'),
  negatedClass: phrase('a negated class with non-ASCII characters needs the u flag'),
  range: phrase('a range with non-ASCII characters needs the u flag'),
  unicodeClass: phrase('a Unicode class needs the u flag'),
};

/** Aborts the translation of a pattern with this reason. */
export type Refuse = (reason: Phrase) => never;
