/** A number of bytes as a phrase: `1 byte`, `12 bytes`. */
import { type Phrase, phrase } from '../phrase.ts';

export function countedBytes(bytes: number): Phrase {
  return bytes === 1 ? phrase('1 byte') : phrase('{0} bytes', bytes);
}
