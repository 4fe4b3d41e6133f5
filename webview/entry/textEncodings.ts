/** Decodes bytes in the endpoint's encodings, and in the others that browsers know (WHATWG Encoding). */
import { decodeText, incompleteTail } from '../../src/core/bytes/decodeText.ts';
import type { Encoding } from '../../src/core/endpointConfig.ts';

/** The endpoints' encodings, with their names in browsers, which don't have the actual Latin-1. */
const endpointEncodings: Record<Encoding, string | undefined> = {
  utf8: 'utf-8',
  utf16le: 'utf-16le',
  utf16be: 'utf-16be',
  latin1: undefined,
};

const names = {
  utf8: 'UTF-8',
  utf16le: 'UTF-16 LE',
  utf16be: 'UTF-16 BE',
  latin1: 'ISO-8859-1 (Latin-1)',
  'windows-1252': 'Windows-1252',
  'iso-8859-2': 'ISO-8859-2 (Latin-2)',
  'iso-8859-15': 'ISO-8859-15 (Latin-9)',
  'windows-1251': 'Windows-1251',
  'koi8-r': 'KOI8-R',
  ibm866: 'IBM866',
  macintosh: 'Macintosh',
  shift_jis: 'Shift_JIS',
  'euc-jp': 'EUC-JP',
  gbk: 'GBK',
  gb18030: 'GB18030',
  big5: 'Big5',
  'euc-kr': 'EUC-KR',
};

export type TextEncoding = keyof typeof names;

/** Values and names, in the order in which they are offered. */
export const textEncodings = Object.entries(names) as [TextEncoding, string][];

/**
 * Returns the texts between ascending `cuts` (two or more offsets). A character that is cut belongs to the later text.
 * Invalid bytes are shown as by `decodeText` in the endpoint's encodings, and as U+FFFD in the others.
 */
export function decodeParts(bytes: Uint8Array, encoding: TextEncoding, cuts: readonly number[]): string[] {
  return isOfEndpoints(encoding) ? knownParts(bytes, encoding, cuts) : streamedParts(bytes, encoding, cuts);
}

/** Whether all bytes are text. A character may be cut off at the end if the bytes continue. */
export function isText(bytes: Uint8Array, encoding: TextEncoding, goesOn: boolean): boolean {
  const label = isOfEndpoints(encoding) ? endpointEncodings[encoding] : encoding;
  if (label === undefined) return true;
  try {
    new TextDecoder(label, { fatal: true }).decode(bytes, { stream: goesOn });
    return true;
  } catch {
    // A strict decoder throws for bytes that aren't text.
    return false;
  }
}

function knownParts(bytes: Uint8Array, encoding: Encoding, cuts: readonly number[]): string[] {
  const places = cuts.map(cut => (cut === bytes.length ? cut : cut - incompleteTail(bytes.subarray(0, cut), encoding)));
  return places.slice(1).map((end, index) => decodeText(bytes.subarray(places[index], end), encoding));
}

/** Decodes from the first byte on: in most of these encodings, later bytes don't show where a character begins. */
function streamedParts(bytes: Uint8Array, label: string, cuts: readonly number[]): string[] {
  const decoder = new TextDecoder(label, { ignoreBOM: true });
  const texts = cuts.map((cut, index) =>
    decoder.decode(bytes.subarray(cuts[index - 1] ?? 0, cut), { stream: cut < bytes.length }),
  );
  return texts.slice(1);
}

/** Returns the encoding in which escapes of a text can be typed. Messages can't be typed in the others, whose escapes look as in UTF-8. */
export function escapeEncoding(encoding: TextEncoding): Encoding {
  return isOfEndpoints(encoding) ? encoding : 'utf8';
}

function isOfEndpoints(encoding: TextEncoding): encoding is Encoding {
  return Object.hasOwn(endpointEncodings, encoding);
}
