/** Hexdump in the format that text2pcap reads: `000000 48 65 6c 6c 6f`, with the text beside it. */

export interface HexdumpLine {
  /** Six hex digits or more. */
  readonly offset: string;
  /** Up to 16 bytes, with two spaces after the eighth. */
  readonly hex: string;
  /** The same bytes as ASCII, with `·` for unprintable ones. */
  readonly text: string;
}

const lineBytes = 16;

/** Returns lines of 16 bytes each; `startOffset` is the offset of the first byte. */
export function hexdumpLines(bytes: Uint8Array, startOffset = 0): HexdumpLine[] {
  const lines: HexdumpLine[] = [];
  for (let at = 0; at < bytes.length; at += lineBytes) {
    const line = bytes.subarray(at, at + lineBytes);
    lines.push({ offset: (startOffset + at).toString(16).padStart(6, '0'), hex: hexOf(line), text: asciiOf(line) });
  }
  return lines;
}

/** Returns all lines as one text. The bar keeps text2pcap from reading printable text that looks like hex as bytes. */
export function hexdump(bytes: Uint8Array, startOffset = 0): string {
  return hexdumpLines(bytes, startOffset)
    .map(({ offset, hex, text }) => `${offset} ${hex.padEnd(lineBytes * 3)} |${text}|\n`)
    .join('');
}

function hexOf(line: Uint8Array): string {
  const digits = Array.from(line, byte => byte.toString(16).padStart(2, '0'));
  const halves = [digits.slice(0, 8).join(' '), digits.slice(8).join(' ')];
  return halves.filter(half => half !== '').join('  ');
}

function asciiOf(line: Uint8Array): string {
  return Array.from(line, byte => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join('');
}
