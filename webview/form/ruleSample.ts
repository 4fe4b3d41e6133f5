/** The sample message that rules are tried on, typed as text with escapes or as hex. */
import { escapeBytes } from '../../src/core/bytes/escapedText.ts';
import { unescapeBytes } from '../../src/core/bytes/escapes.ts';
import { formatHex, parseHex } from '../../src/core/bytes/hex.ts';
import type { Encoding, EndpointConfig, ReplyCondition } from '../../src/core/endpointConfig.ts';
import type { PayloadNotation } from '../../src/core/template/escapedPayload.ts';

export interface Sample {
  readonly text: string;
  /** How it was typed, or is to be typed; the rules decide until then. */
  readonly notation?: PayloadNotation | undefined;
}

/** Hex for rules whose conditions are bytes in hex, unless the user typed otherwise. */
export function sampleNotation({ notation }: Sample, reply: EndpointConfig['reply']): PayloadNotation {
  const conditions = Array.isArray(reply) ? reply.map(({ when }) => when).filter(when => !fitsAll(when)) : [];
  return notation ?? (conditions.length > 0 && conditions.every(when => 'hex' in when) ? 'hex' : 'text');
}

/** @throws RangeError naming what can't be read. */
export function sampleBytes(text: string, notation: PayloadNotation, encoding: Encoding): Uint8Array {
  return notation === 'hex' ? parseHex(text) : unescapeBytes(text, encoding);
}

/** Bytes as they are written in a notation. */
export function writtenBytes(bytes: Uint8Array, notation: PayloadNotation, encoding: Encoding): string {
  return notation === 'hex' ? formatHex(bytes) : escapeBytes(bytes, encoding);
}

/** The same bytes in another notation; what can't be read stays as it was typed. */
export function convertedSample(
  text: string,
  [from, to]: readonly [PayloadNotation, PayloadNotation],
  encoding: Encoding,
): Sample {
  try {
    return { text: writtenBytes(sampleBytes(text, from, encoding), to, encoding), notation: to };
  } catch {
    return { text, notation: to };
  }
}

function fitsAll(when: ReplyCondition): boolean {
  return 'regex' in when && when.regex === '';
}
