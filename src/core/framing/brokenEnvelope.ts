/** Where the envelope of a frame (what surrounds its payload) stops being valid, and what was expected there. */
import { numeral, type Phrase, phrase, TextError } from '../phrase.ts';

export interface BrokenEnvelope {
  /** Offset of the first invalid byte, counted from the frame's first one. */
  readonly at: number;
  readonly expected: ExpectedPart;
  /** With `greaterLength`: the smallest length that is possible. With other parts: the number in their phrase. */
  readonly least?: number;
  /** Set if the next frame is found nevertheless. Otherwise, bytes are delivered as they are read from here on. */
  readonly resumes?: true;
}

const phrases = {
  digit: () => phrase('a decimal digit'),
  hexDigit: () => phrase('a hex digit'),
  bcdDigits: () => phrase('two BCD digits'),
  blank: () => phrase('a space'),
  endOfLength: () => phrase('the end of the length'),
  greaterLength: least => phrase('a length of at least {0}', numeral(least)),
  shorterJsonHeader: most => phrase('a JSON header of at most {0} bytes', numeral(most)),
  jsonHeader: () => phrase('a JSON header'),
  lengthInJson: () => phrase('a JSON header with the length of the message'),
  trailer: () => phrase('the end of the message'),
  byteCount: () => phrase('a number of bytes'),
  sameLength: length => phrase('a length of {0}, as before', numeral(length)),
  contentLength: () => phrase('a Content-Length'),
  endOfHeader: most => phrase('the end of the header, which has at most {0} bytes', numeral(most)),
  messageType: () => phrase('the type of a message'),
  preface: () => phrase('“AMQP” and a version'),
  endOfLine: () => phrase('the end of the line'),
  nullLength: () => phrase('a length, or -1'),
  lessNesting: most => phrase('at most {0} nested streamed values', numeral(most)),
} satisfies Record<string, (least: number) => Phrase>;

/** What a framing expects at a byte of its envelope. */
export type ExpectedPart = keyof typeof phrases;

/** Whether this is one of the parts, for values from outside. */
export function isExpectedPart(value: unknown): value is ExpectedPart {
  return typeof value === 'string' && Object.hasOwn(phrases, value);
}

/** Returns the error for a message whose own header is wrong. */
export function wrongHeader(broken: BrokenEnvelope): TextError {
  return new TextError(
    'the message’s header is wrong at byte {0}, where {1} was expected',
    broken.at + 1,
    expectedPhrase(broken),
  );
}

/** Returns what was expected, in words. */
export function expectedPhrase({ expected, least = 0 }: Pick<BrokenEnvelope, 'expected' | 'least'>): Phrase {
  const words: (least: number) => Phrase = phrases[expected];
  return words(least);
}
