/** The sample message for trying rules, typed as text with escapes or as hex. */
import { escapeBytes } from '../../../src/core/bytes/escapedText.ts';
import { unescapeBytes } from '../../../src/core/bytes/escapes.ts';
import { formatHex, parseHex } from '../../../src/core/bytes/hex.ts';
import type { Encoding, EndpointConfig, ReplyCondition } from '../../../src/core/endpointConfig.ts';
import type { PayloadNotation } from '../../../src/core/template/escapedPayload.ts';

export interface RuleSample {
  readonly text: string;
  /** The notation that the user chose; if absent, the rules determine it. */
  readonly notation?: PayloadNotation | undefined;
}

/** Returns hex for rules whose conditions are all bytes in hex, unless the user chose otherwise. */
export function sampleNotation({ notation }: RuleSample, reply: EndpointConfig['reply']): PayloadNotation {
  const conditions = Array.isArray(reply) ? reply.map(({ when }) => when).filter(when => !fitsAll(when)) : [];
  return notation ?? (conditions.length > 0 && conditions.every(when => 'hex' in when) ? 'hex' : 'text');
}

/** @throws RangeError that says what can't be parsed. */
export function sampleBytes(text: string, notation: PayloadNotation, encoding: Encoding): Uint8Array {
  return notation === 'hex' ? parseHex(text) : unescapeBytes(text, encoding);
}

/** Returns bytes as written in a notation. */
export function writtenBytes(bytes: Uint8Array, notation: PayloadNotation, encoding: Encoding): string {
  return notation === 'hex' ? formatHex(bytes) : escapeBytes(bytes, encoding);
}

/** Returns the same bytes in another notation; text that can't be parsed stays as it was typed. */
export function convertedSample(
  text: string,
  [from, to]: readonly [PayloadNotation, PayloadNotation],
  encoding: Encoding,
): RuleSample {
  try {
    return { text: writtenBytes(sampleBytes(text, from, encoding), to, encoding), notation: to };
  } catch {
    return { text, notation: to };
  }
}

function fitsAll(when: ReplyCondition): boolean {
  return 'regex' in when && when.regex === '';
}
