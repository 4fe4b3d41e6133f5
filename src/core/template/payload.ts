/** Converts payloads in a config (text or hex with placeholders) to bytes. */
import { encodeText } from '../bytes/encodeText.ts';
import { parseHex } from '../bytes/hex.ts';
import type { Encoding, Payload } from '../endpointConfig.ts';
import { phraseOf, TextError } from '../phrase.ts';
import { type CompiledTemplate, checkHoles, compileTemplate, type TemplateNotation } from './compileTemplate.ts';
import { parseTemplate } from './template.ts';
import { sampleSources } from './values.ts';

export const hexNotation: TemplateNotation = { encode: parseHex, braces: '7b 7b' };

export function textNotation(encoding: Encoding): TemplateNotation {
  return { encode: (text, at) => encodeText(text, encoding, at), braces: '{{' };
}

/**
 * `inserts` are the names of allowed placeholders besides the `$` values.
 * @throws RangeError for a placeholder that is unclosed or unknown here, and for text that can't be converted to bytes.
 */
export function compilePayload(
  payload: Payload,
  encoding: Encoding,
  inserts: readonly string[] = [],
): CompiledTemplate {
  const isText = typeof payload === 'string';
  const template = parseTemplate(isText ? payload : payload.hex);
  checkHoles(template, inserts, { hasPeer: true });
  const compiled = compileTemplate(template, isText ? textNotation(encoding) : hexNotation);
  if (!compiled.fixed) checkValues(compiled, isText);
  return compiled;
}

/** Renders the payload once: in hex, the values must produce whole bytes. */
function checkValues(compiled: CompiledTemplate, isText: boolean): void {
  try {
    compiled.render(sampleSources);
  } catch (error) {
    const reason = phraseOf(error);
    if (isText || !reason) throw error;
    throw new TextError(
      'in hex, placeholders must produce whole bytes, as {0} does: {1}',
      '{{$counter hex 4}}',
      reason,
    );
  }
}
