/** Formats bytes as other programs and languages write them, for pasting there. */
import { formatBase64 } from './base64.ts';

export interface ByteFormat {
  readonly write: (bytes: Uint8Array) => string;
  /** Maximum number of UTF-16 units per byte. */
  readonly unitsPerByte: number;
}

export type ByteFormatName = 'hex' | 'cArray' | 'pythonBytes' | 'base64';

const cLineBytes = 12;
/** Bytes formatted at a time: an array with a string for each of 16 million bytes takes a gigabyte. */
const chunkBytes = 8192;

const hexDigits = each(byte => byte.toString(16).padStart(2, '0'));
const cElements = hexDigits.map(digits => `0x${digits}`);
const pythonNames: Record<number, string> = { 9: '\\t', 10: '\\n', 13: '\\r', 92: '\\\\' };
const pythonCharacters = each(byte => {
  const isPlain = byte >= 0x20 && byte < 0x7f;
  return pythonNames[byte] ?? (isPlain ? String.fromCharCode(byte) : `\\x${hexDigits[byte]}`);
});

export const byteFormats: Record<ByteFormatName, ByteFormat> = {
  /** `01 02 ff`. */
  hex: { write: bytes => joined(bytes, hexDigits, ' '), unitsPerByte: 3 },
  /** `unsigned char data[] = { 0x01, 0x02 };`, with line breaks if there are more than 12. */
  cArray: { write: cArray, unitsPerByte: 7 },
  /** `b'\x01abc'`, the same as CPython's `repr`. */
  pythonBytes: { write: pythonBytes, unitsPerByte: 4 },
  /** RFC 4648 with padding, on one line. */
  base64: { write: formatBase64, unitsPerByte: 2 },
};

function cArray(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'unsigned char data[] = { };';
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += cLineBytes) {
    lines.push(joined(bytes.subarray(at, at + cLineBytes), cElements, ', '));
  }
  return lines.length === 1
    ? `unsigned char data[] = { ${lines[0]} };`
    : `unsigned char data[] = {\n  ${lines.join(',\n  ')},\n};`;
}

/** Uses single quotes, unless the bytes contain those but no double quotes, which then save escapes. */
function pythonBytes(bytes: Uint8Array): string {
  const quote = bytes.includes(0x27) && !bytes.includes(0x22) ? '"' : "'";
  const characters = quote === "'" ? pythonCharacters.with(0x27, "\\'") : pythonCharacters;
  return `b${quote}${joined(bytes, characters, '')}${quote}`;
}

function joined(bytes: Uint8Array, texts: readonly string[], separator: string): string {
  const chunks: string[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    chunks.push(Array.from(bytes.subarray(at, at + chunkBytes), byte => texts[byte]).join(separator));
  }
  return chunks.join(separator);
}

function each(textOf: (byte: number) => string): string[] {
  return Array.from({ length: 256 }, (_, byte) => textOf(byte));
}
