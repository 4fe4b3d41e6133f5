/** Where the envelope of a frame (what surrounds its payload) stops being valid, and what was expected there. */
import { numeral, type Phrase, phrase } from '../phrase.ts';
import { maxJsonHeaderBytes } from './jsonHeader.ts';

export interface BrokenEnvelope {
  /** Offset of the first invalid byte, counted from the frame's first one. */
  readonly at: number;
  readonly expected: ExpectedPart;
  /** With `greaterLength`: the smallest length that is possible. */
  readonly least?: number;
}

const phrases = {
  digit: () => phrase('a decimal digit'),
  hexDigit: () => phrase('a hex digit'),
  bcdDigits: () => phrase('two BCD digits'),
  blank: () => phrase('a blank'),
  endOfLength: () => phrase('the end of the length'),
  greaterLength: least => phrase('a length of at least {0}', numeral(least)),
  shorterJsonHeader: () => phrase('a JSON header of at most {0} bytes', numeral(maxJsonHeaderBytes)),
  jsonHeader: () => phrase('a JSON header'),
  lengthInJson: () => phrase('a JSON header with the length of the message'),
  trailer: () => phrase('the end of the message'),
} satisfies Record<string, (least: number) => Phrase>;

/** What a framing expects at a byte of its envelope. */
export type ExpectedPart = keyof typeof phrases;

/** Whether this is one of the parts, for values from outside. */
export function isExpectedPart(value: unknown): value is ExpectedPart {
  return typeof value === 'string' && Object.hasOwn(phrases, value);
}

/** Returns what was expected, in words. */
export function expectedPhrase({ expected, least = 0 }: BrokenEnvelope): Phrase {
  const words: (least: number) => Phrase = phrases[expected];
  return words(least);
}
