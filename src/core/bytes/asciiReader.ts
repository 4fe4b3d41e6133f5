/** Reads ASCII characters at any offset, in any encoding that encodes each of them in the same number of bytes. */
import type { TextCodec } from './textCodec.ts';

export interface AsciiReader {
  /** Number of bytes of an ASCII character. */
  readonly widthBytes: number;
  /** Returns the code of the character at an offset, or -1 if it isn't an ASCII character or isn't complete. */
  codeAt(bytes: Uint8Array, at: number): number;
}

const readers = new WeakMap<TextCodec, AsciiReader>();

export function asciiReader(codec: TextCodec): AsciiReader {
  const known = readers.get(codec);
  if (known) return known;
  const reader = readerFor(codec);
  readers.set(codec, reader);
  return reader;
}

function readerFor(codec: TextCodec): AsciiReader {
  const widthBytes = codec.encode('0').length;
  const codes = new Map<number, number>();
  for (let code = 0; code < 0x80; code++) {
    const bytes = encoded(codec, code);
    if (bytes?.length === widthBytes) codes.set(keyAt(bytes, 0, widthBytes), code);
  }
  if (widthBytes === 1) return { widthBytes, codeAt: singleBytes(codes) };
  return {
    widthBytes,
    codeAt: (bytes, at) => (at + widthBytes <= bytes.length ? (codes.get(keyAt(bytes, at, widthBytes)) ?? -1) : -1),
  };
}

/** Uses a table, since this is called for each character of long texts. */
function singleBytes(codes: ReadonlyMap<number, number>): AsciiReader['codeAt'] {
  const table = Int8Array.from({ length: 256 }, (_, byte) => codes.get(byte) ?? -1);
  return (bytes, at) => (at < bytes.length ? (table[bytes[at] as number] as number) : -1);
}

/** Undefined for a character that an encoding lacks. */
function encoded(codec: TextCodec, code: number): Uint8Array | undefined {
  try {
    return codec.encode(String.fromCharCode(code));
  } catch {
    return undefined;
  }
}

function keyAt(bytes: Uint8Array, at: number, widthBytes: number): number {
  let key = 0;
  for (let next = at; next < at + widthBytes; next++) key = key * 256 + (bytes[next] as number);
  return key;
}
