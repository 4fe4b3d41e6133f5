/** Reasons why part of a pattern can't match bytes. */
import { type Phrase, phrase } from '../phrase.ts';

export const beyondBytes = {
  foldedCase: phrase('a case-insensitive match with non-ASCII characters needs the u flag'),
  negatedClass: phrase('a negated class with non-ASCII characters needs the u flag'),
  range: phrase('a range with non-ASCII characters needs the u flag'),
  unicodeClass: phrase('a Unicode class needs the u flag'),
};

/** Aborts the translation of a pattern with this reason. */
export type Refuse = (reason: Phrase) => never;
