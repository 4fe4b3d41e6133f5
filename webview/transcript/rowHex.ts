/** Renders a row's bytes in hex: in groups that wrap, or in lines with the text beside them. Matches are marked. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Piece } from '../indentedLines.ts';
import type { Mark } from './rowText.ts';

const groupBytes = 8;
/** Numbers of bytes per line, in the order in which they are tried. */
const lineSizes = [16, groupBytes, 4] as const;
/** Minimum number of digits of an offset: with fewer, it wouldn't be recognized as one. */
const leastOffsetDigits = 4;
/** Characters between offset, bytes and text. */
const gap = 2;

const hexDigits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const characters = Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·',
);

/** Returns the number of digits of offsets in a message of this many bytes, independent of how much of it is shown. */
export function offsetDigits(length: number): number {
  return Math.max(leastOffsetDigits, (length - 1).toString(16).length);
}

/** Returns the number of characters in the longest line of hex. */
export function fullHexColumns(): number {
  return hexColumns(lineSizes[0]);
}

/** Returns the number of characters in the longest line with an offset of this many digits and the text beside it. */
export function fullDumpColumns(digits: number): number {
  return dumpColumns(lineSizes[0], digits);
}

/** Returns the number of bytes per line of hex if `columns` characters fit: 16, 8 or, as the minimum, 4. */
export function hexBytesIn(columns: number): number {
  return lineSizes.find(bytes => hexColumns(bytes) <= columns) ?? 4;
}

/** Returns the number of bytes per line with an offset of this many digits and the text beside it. */
export function dumpBytesIn(columns: number, digits: number): number {
  return lineSizes.find(bytes => dumpColumns(bytes, digits) <= columns) ?? 4;
}

export interface HexOptions {
  readonly lineBytes: number;
  readonly marks?: readonly Mark[] | undefined;
}

/** Renders the bytes in lines, in groups of eight. */
export function hexLines(bytes: Uint8Array, { lineBytes, marks = [] }: HexOptions): TemplateResult[] {
  return lines(bytes, lineBytes).map(
    ([at, end]) => html`<span class="hex-bytes-line">${hexPieces(bytes, at, end, marks)}</span>`,
  );
}

/** Renders the bytes in lines with their text, and with their offset unless that has no digits. */
export function dumpLines(
  bytes: Uint8Array,
  { lineBytes, digits, marks = [] }: HexOptions & { readonly digits: number },
): TemplateResult[] {
  return lines(bytes, lineBytes).map(([at, end]) => {
    const offset = digits === 0 ? '' : at.toString(16).padStart(digits, '0');
    // Pad a short last line, so that its text is aligned with that of the others.
    const blanks = ' '.repeat(hexColumns(lineBytes) - hexColumns(end - at));
    const text = cutAtMarks(at, end, marks).map(part => shown(part, textOf(bytes, part)));
    return html`<span class="dump-line">${offset === '' ? nothing : html`<span class="offset">${offset}</span>`}<span class="hex">${hexPieces(bytes, at, end, marks)}${blanks}</span><span class="ascii">${text}</span></span>`;
  });
}

/** Returns the start and end of each line. */
function lines(bytes: Uint8Array, lineBytes: number): [number, number][] {
  return Array.from({ length: Math.ceil(bytes.length / lineBytes) }, (_, line) => {
    const at = line * lineBytes;
    return [at, Math.min(at + lineBytes, bytes.length)];
  });
}

/** Returns the number of characters that this many bytes take in a line. */
function hexColumns(bytes: number): number {
  return 3 * bytes - 1 + Math.floor((bytes - 1) / groupBytes);
}

function dumpColumns(bytes: number, digits: number): number {
  return digits + gap + hexColumns(bytes) + gap + bytes;
}

interface Part {
  readonly from: number;
  readonly to: number;
  readonly isMarked: boolean;
}

function hexPieces(bytes: Uint8Array, start: number, end: number, marks: readonly Mark[]): Piece[] {
  return cutAtMarks(start, end, marks).flatMap(part => {
    let digits = '';
    for (let at = part.from; at < part.to; at++)
      digits += (at === part.from ? '' : blanksBefore(at - start)) + hexDigits[bytes[at] ?? 0];
    return part.from === start ? [shown(part, digits)] : [blanksBefore(part.from - start), shown(part, digits)];
  });
}

function blanksBefore(column: number): string {
  return column % groupBytes === 0 ? '  ' : ' ';
}

function textOf(bytes: Uint8Array, { from, to }: Part): string {
  return Array.from(bytes.subarray(from, to), byte => characters[byte]).join('');
}

function shown({ isMarked }: Part, text: string): Piece {
  return isMarked ? html`<mark class="mark">${text}</mark>` : text;
}

/** Splits a range of bytes into marked and unmarked parts. */
function cutAtMarks(start: number, end: number, marks: readonly Mark[]): Part[] {
  const parts: Part[] = [];
  let at = start;
  const add = (to: number, isMarked: boolean) => {
    if (to > at) parts.push({ from: at, to, isMarked });
    at = Math.max(at, to);
  };
  for (const [from, to] of marks) {
    if (from >= end) break;
    add(from, false);
    add(Math.min(to, end), true);
  }
  add(end, false);
  return parts;
}
