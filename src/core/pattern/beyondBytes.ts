/** Why a part of a pattern can't match bytes. */
import { type Phrase, phrase } from '../phrase.ts';

export const beyondBytes = {
  foldedCase: phrase('a case-insensitive match with characters beyond ASCII needs the flag u'),
  negatedClass: phrase('a negated class with characters beyond ASCII needs the flag u'),
  range: phrase('a range with characters beyond ASCII needs the flag u'),
  unicodeClass: phrase('a Unicode class needs the flag u'),
};

/** Ends the translation of a pattern with this reason. */
export type Refuse = (reason: Phrase) => never;
