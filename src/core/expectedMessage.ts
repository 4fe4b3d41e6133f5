/** Matches the message that a caller expects, and quotes it and others in errors. */
import { decodeText } from './bytes/decodeText.ts';
import { formatHex, parseHexPattern } from './bytes/hex.ts';
import { visibleText } from './bytes/visibleText.ts';
import type { Encoding } from './endpointConfig.ts';

/** Text in a message, an expression that matches its text, or bytes in it (in hex, `..` is any byte). */
export type MessagePattern = string | RegExp | Uint8Array | { readonly hex: string };

export interface ExpectedMessage {
  /** The pattern as quoted in errors. */
  readonly shown: string;
  matches(message: Uint8Array): boolean;
  /** Returns a message quoted in the same form. */
  quote(message: Uint8Array): string;
}

/** Maximum characters quoted of a pattern or a message. */
const maxCharacters = 80;

/** Text is compared in the given encoding. @throws TypeError for a pattern of another type, and RangeError for invalid hex. */
export function expectedMessage(pattern: MessagePattern, encoding: Encoding): ExpectedMessage {
  if (typeof pattern === 'string') return expectedText(quoted(pattern), encoding, text => text.includes(pattern));
  if (pattern instanceof RegExp) {
    // With one of these flags, an expression would start where it last matched.
    const stateless = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
    return expectedText(String(pattern), encoding, text => stateless.test(text));
  }
  if (pattern instanceof Uint8Array) return expectedBytes(Uint8Array.from(pattern), hexOf(pattern));
  const { hex } = (pattern ?? {}) as { readonly hex?: unknown };
  if (typeof hex !== 'string') throw new TypeError('the pattern must be a string, a RegExp, a Uint8Array or {hex}');
  return expectedBytes(parseHexPattern(hex), shortened(hex));
}

function expectedText(shown: string, encoding: Encoding, matches: (text: string) => boolean): ExpectedMessage {
  return {
    shown,
    matches: message => matches(decodeText(message, encoding)),
    // A character has at most four bytes.
    quote: message => quoted(decodeText(message.subarray(0, 4 * (maxCharacters + 1)), encoding)),
  };
}

function expectedBytes(bytes: ArrayLike<number | undefined>, shown: string): ExpectedMessage {
  return { shown, matches: message => contains(message, bytes), quote: hexOf };
}

/** Whether bytes occur in a message; `undefined` stands for any byte. */
function contains(message: Uint8Array, bytes: ArrayLike<number | undefined>): boolean {
  const last = message.length - bytes.length;
  for (let at = 0; at <= last; at++) {
    let same = 0;
    while (same < bytes.length && (bytes[same] === undefined || bytes[same] === message[at + same])) same++;
    if (same === bytes.length) return true;
  }
  return false;
}

function quoted(text: string): string {
  return `“${shortened(visibleText(text.slice(0, maxCharacters + 1)))}”`;
}

function hexOf(bytes: Uint8Array): string {
  return shortened(formatHex(bytes.subarray(0, maxCharacters)));
}

function shortened(text: string): string {
  return text.length > maxCharacters ? `${text.slice(0, maxCharacters)}…` : text;
}
