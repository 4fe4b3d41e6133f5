/** Converts between text and bytes in one encoding. The engine may add encodings that core doesn't know. */
import type { Encoding } from '../endpointConfig.ts';
import { decodeText } from './decodeText.ts';
import { encodeText } from './encodeText.ts';

export interface TextCodec {
  /** `at` is where the text begins in a longer one. @throws RangeError for a character that can't be encoded. */
  encode(text: string, at?: number): Uint8Array;
  /** Decodes bytes that aren't text to lone surrogates. */
  decode(bytes: Uint8Array): string;
}

/** Returns the same object each time, so that what is derived from it can be kept. */
export function textCodec(encoding: Encoding): TextCodec {
  return codecs[encoding];
}

const codecs: Readonly<Record<Encoding, TextCodec>> = {
  utf8: codecFor('utf8'),
  latin1: codecFor('latin1'),
  utf16le: codecFor('utf16le'),
  utf16be: codecFor('utf16be'),
};

function codecFor(encoding: Encoding): TextCodec {
  return { encode: (text, at) => encodeText(text, encoding, at), decode: bytes => decodeText(bytes, encoding) };
}
