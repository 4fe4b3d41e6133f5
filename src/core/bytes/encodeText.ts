/** Encodes text as bytes in an endpoint's encoding. */
import type { Encoding } from '../endpointConfig.ts';
import { TextError } from '../phrase.ts';

const utf8 = new TextEncoder();

/** @throws RangeError naming the first character that can't be encoded; `at` is where the text begins in a longer one. */
export function encodeText(text: string, encoding: Encoding, at = 0): Uint8Array<ArrayBuffer> {
  switch (encoding) {
    case 'utf8':
      return utf8.encode(text);
    case 'latin1':
      return encodeLatin1(text, at);
    case 'utf16le':
    case 'utf16be':
      return encodeUtf16(text, encoding === 'utf16le');
  }
}

function encodeLatin1(text: string, at: number): Uint8Array<ArrayBuffer> {
  const outside = /[^\0-\xff]/u.exec(text);
  if (outside)
    throw new TextError('"{0}" at character {1} can’t be encoded in Latin-1', outside[0], at + outside.index + 1);
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
  return bytes;
}

function encodeUtf16(text: string, littleEndian: boolean): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), littleEndian);
  return bytes;
}
