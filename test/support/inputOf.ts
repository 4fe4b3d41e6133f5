/** A payload as a page gives it to decoders. */
import type { DecoderInput } from '../../src/core/decoders/decoder.ts';
import { decoderInput } from '../../webview/entry/decoderInput.ts';
import type { TextEncoding } from '../../webview/entry/textEncodings.ts';

/** `length` is that of the whole payload if `bytes` is only the beginning. */
export function inputOf(
  content: Uint8Array | string,
  { encoding = 'utf8', length }: { encoding?: TextEncoding; length?: number } = {},
): DecoderInput {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return decoderInput({ bytes, length: length ?? bytes.length }, encoding);
}
