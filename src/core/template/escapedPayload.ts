/** A payload for editing: text on one line with escapes (`\n`, `\xNN`), or hex. Placeholders stay unchanged. */
import { encodeText } from '../bytes/encodeText.ts';
import { escapeBytes, escapeText, textThatEncodesTo } from '../bytes/escapedText.ts';
import { unescapeBytes } from '../bytes/escapes.ts';
import { formatHex, parseHex } from '../bytes/hex.ts';
import type { Encoding, Payload } from '../endpointConfig.ts';
import { TextError } from '../phrase.ts';
import { type Hole, parseTemplate, type Template } from './template.ts';

export type PayloadNotation = 'text' | 'hex';

/** Text with more escaped bytes than one per this many characters is shown as hex. */
const charactersPerEscape = 4;
const characterOrEscape = /\\x..|\\u\{[^}]*\}|\\.|./gu;
const twoBraces = "{{'{{'}}";

/**
 * Returns the payload for text that was typed: text if possible, otherwise hex.
 * @throws RangeError for an invalid escape, unclosed braces, or values combined with bytes that aren't text.
 */
export function payloadOfEscaped(typed: string, encoding: Encoding): Payload {
  const parts = parseTemplate(typed).map(part =>
    part.kind === 'text' ? unescapeBytes(part.text, encoding, part.at) : part,
  );
  const texts = parts.map(part => (part instanceof Uint8Array ? textThatEncodesTo(part, encoding) : part.source));
  if (texts.every(text => text !== undefined)) {
    return texts.map((text, at) => (parts[at] instanceof Uint8Array ? withBraces(text) : text)).join('');
  }
  const hex = parts.map(part => {
    if (part instanceof Uint8Array) return formatHex(part);
    if (part.kind === 'braces') return formatHex(encodeText('{{', encoding));
    if (!isTextInText(part)) return part.source;
    throw new TextError(
      '{0} produces text, so it can’t be combined with bytes that aren’t text; write all of it in hex',
      part.source,
    );
  });
  return { hex: hex.join(' ') };
}

/**
 * Returns the text that was, or could have been, typed for a payload; undefined for hex that would have another meaning
 * as text or is invalid.
 */
export function escapedPayload(payload: Payload, encoding: Encoding): string | undefined {
  const template = templateOf(payload);
  if (typeof payload === 'string') {
    if (!template) return escapeText(payload, encoding);
    return template.map(part => (part.kind === 'text' ? escapeText(part.text, encoding) : part.source)).join('');
  }
  // Values are digits in hex, but characters in text.
  if (!template || template.some(part => part.kind !== 'text' && isTextInText(part))) return undefined;
  try {
    return template
      .map(part => {
        if (part.kind !== 'text' && part.kind !== 'braces') return part.source;
        return withBraces(escapeBytes(parseHex(part.kind === 'text' ? part.text : '7b 7b'), encoding));
      })
      .join('');
  } catch {
    // The hex is still being typed.
    return undefined;
  }
}

/** Returns the payload in hex. @throws RangeError for a character that can't be encoded. */
export function payloadAsHex(payload: Payload, encoding: Encoding): string {
  if (typeof payload !== 'string') return payload.hex;
  const parts = (templateOf(payload) ?? []).map(part => {
    if (part.kind !== 'text' && part.kind !== 'braces') return part.source;
    return formatHex(encodeText(part.kind === 'text' ? part.text : '{{', encoding));
  });
  return parts.join(' ');
}

/** Returns the notation to show unless the user has chosen one: bytes as text if most of it is readable. */
export function readableNotation(payload: Payload, encoding: Encoding): PayloadNotation {
  if (typeof payload === 'string') return 'text';
  const text = escapedPayload(payload, encoding);
  if (text === undefined) return 'hex';
  const characters = text.replaceAll(/\{\{[^{}]*\}\}/g, '').match(characterOrEscape) ?? [];
  const escapes = characters.filter(character => /^\\[x0u]/.test(character)).length;
  return escapes * charactersPerEscape > characters.length ? 'hex' : 'text';
}

/** Whether a placeholder writes text in a text, but bytes in hex. With a type, it writes the same in both. */
function isTextInText(hole: Hole): boolean {
  return hole.kind === 'value' && hole.type === undefined;
}

function templateOf(payload: Payload): Template | undefined {
  try {
    return parseTemplate(typeof payload === 'string' ? payload : payload.hex);
  } catch {
    // The config's check reports unclosed braces.
    return undefined;
  }
}

function withBraces(text: string): string {
  return text.replaceAll('{{', twoBraces);
}
