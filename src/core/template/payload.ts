/** Converts payloads in a config (text or hex with placeholders) to bytes. */
import { parseHex } from '../bytes/hex.ts';
import { type TextCodec, textCodec } from '../bytes/textCodec.ts';
import type { Encoding, Payload } from '../endpointConfig.ts';
import { phraseOf, TextError } from '../phrase.ts';
import { type CompiledTemplate, compileTemplate, type TemplateNotation } from './compileTemplate.ts';
import { parseTemplate } from './template.ts';
import { sampleSources } from './values.ts';

export function hexNotation(codec: TextCodec): TemplateNotation {
  return { isHex: true, encode: parseHex, braces: '7b 7b', codec };
}

export function textNotation(codec: TextCodec): TemplateNotation {
  return { isHex: false, encode: (text, at) => codec.encode(text, at), braces: '{{', codec };
}

/**
 * `inserts` are the names of allowed placeholders besides the `$` values. With `use: 'both'`, the payload also describes
 * what is received: its captures are inserted.
 * @throws RangeError for a placeholder that is unclosed or unknown here, and for text that can't be converted to bytes.
 */
export function compilePayload(
  payload: Payload,
  encoding: Encoding | TextCodec,
  inserts: readonly string[] = [],
  use: 'send' | 'both' = 'send',
): CompiledTemplate {
  const codec = typeof encoding === 'string' ? textCodec(encoding) : encoding;
  const isText = typeof payload === 'string';
  const template = parseTemplate(isText ? payload : payload.hex);
  const notation = isText ? textNotation(codec) : { ...hexNotation(codec), encodeValues: wholeBytes };
  const compiled = compileTemplate(template, notation, { names: inserts, hasPeer: true, use });
  // Checks the arguments of the values.
  if (!compiled.fixed) compiled.sample(sampleSources);
  return compiled;
}

/** Parses hex digits with values. */
function wholeBytes(digits: string, at: number): Uint8Array {
  try {
    return parseHex(digits, at);
  } catch (error) {
    const reason = phraseOf(error);
    if (!reason) throw error;
    throw new TextError(
      'in hex, placeholders must produce whole bytes, as {0} does: {1}',
      '{{$counter hex 4}}',
      reason,
    );
  }
}
