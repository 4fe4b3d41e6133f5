/** Converts bytes from the wire to a message for editing: text if that represents the same bytes, otherwise hex. */
import { decodeText } from '../bytes/decodeText.ts';
import { escapedNul } from '../bytes/escapes.ts';
import { formatHex } from '../bytes/hex.ts';
import type { Encoding } from '../endpointConfig.ts';
import { hasValues } from '../template/template.ts';
import type { Message } from './message.ts';
import { type MessageContext, messageBytes } from './messageBytes.ts';

/** Text with more escapes than one per this many characters is shown as hex. */
const charactersPerEscape = 4;
/** Characters that a text field can't show unchanged; it would convert a carriage return to a different line break. */
const unfit = /[\p{Cs}\p{Cf}\u2028\u2029]|(?![\n\t])\p{Cc}/gu;
const named: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

/**
 * Returns a message with the given bytes. `like` is how messages are currently written: its checksum and line ending
 * are kept if the bytes end with them; otherwise, the message has none.
 */
export function editableMessage(bytes: Uint8Array, like: Omit<Message, 'text'>, context: MessageContext): Message {
  const { checksum } = like;
  const bare = { lineEnding: 'none' } as const;
  const endings = like.lineEnding === undefined ? [{}, bare] : [{ lineEnding: like.lineEnding }, bare];
  const tails = endings.flatMap(ending => (checksum ? [{ ...ending, checksum }, ending] : [ending]));
  for (const tail of tails) {
    const added = messageBytes({ notation: 'text', text: '', ...tail }, context, sources).length;
    for (const candidate of texts(bytes.subarray(0, Math.max(0, bytes.length - added)), context.encoding ?? 'utf8')) {
      const message = { ...candidate, ...tail };
      if (represents(message, bytes, context)) return message;
    }
  }
  const hex = { notation: 'hex', ...bare } as const;
  const summed = checksum && { ...hex, checksum, text: formatHex(withoutSum(bytes, checksum)) };
  return summed && represents(summed, bytes, context) ? summed : { ...hex, text: formatHex(bytes) };
}

/** Returns plain text if it can be typed, otherwise text with escapes if those are few. */
function texts(bytes: Uint8Array, encoding: Encoding): Message[] {
  const text = decodeText(bytes, encoding);
  const hidden = text.match(unfit)?.length ?? 0;
  const literal = hasValues(text) && { literal: true };
  if (hidden === 0) return [{ notation: 'text', text, escapes: false, ...literal }];
  if (hidden * charactersPerEscape > text.length) return [];
  const escaped = text.replace(/[\\\r\0]|[\p{Cs}\p{Cf}\u2028\u2029]|(?![\n\t])\p{Cc}/gu, (character, at: number) =>
    character === '\0' ? escapedNul(text[at + 1], encoding) : escapeOf(character),
  );
  return [{ notation: 'text', text: escaped, escapes: true, ...literal }];
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (named[character]) return named[character];
  // A byte that isn't text is represented by U+DC00 plus the byte.
  if (code >= 0xdc00 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16).padStart(2, '0')}`;
  return `\\u{${code.toString(16)}}`;
}

const sources = { counter: 0, nowMs: 0, random: (length: number) => new Uint8Array(length) };

function withoutSum(bytes: Uint8Array, checksum: NonNullable<Message['checksum']>): Uint8Array {
  const sumBytes = messageBytes({ notation: 'hex', text: '', checksum }, {}, sources).length;
  return bytes.subarray(0, Math.max(0, bytes.length - sumBytes));
}

function represents(message: Message, bytes: Uint8Array, context: MessageContext): boolean {
  try {
    const written = messageBytes(message, context, sources);
    return written.length === bytes.length && written.every((byte, at) => byte === bytes[at]);
  } catch {
    // Text that can't be parsed doesn't represent these bytes.
    return false;
  }
}
