/** One line of the hexdump: the offset, bytes in groups of eight, and the same bytes as ASCII. */
import { html, type TemplateResult } from 'lit';
import { type ByteSelection, selectedRange } from './byteSelection.ts';

export interface HexLine {
  readonly bytes: Uint8Array;
  /** Offset of the line's first byte. */
  readonly start: number;
  readonly lineBytes: number;
  /** Number of digits of an offset. */
  readonly digits: number;
  readonly topPixels: number;
  readonly selection: ByteSelection;
}

const hexDigits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const asciiCharacters = Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·',
);

/** Returns the id of a byte's cell, for `aria-activedescendant`. */
export function cellId(at: number): string {
  return `entry-byte-${at}`;
}

export function hexLine({ bytes, start, lineBytes, digits, topPixels, selection }: HexLine): TemplateResult {
  const line = Array.from(bytes.subarray(start, start + lineBytes));
  const [begin, end] = selectedRange(selection) ?? [0, 0];
  const isSelected = (at: number) => at >= begin && at < end;
  const stateOf = (at: number) => `${isSelected(at) ? 'selected' : ''} ${at === selection.cursor ? 'cursor' : ''}`;
  // Set as a property: the page's content security policy forbids style attributes.
  const style = `transform: translateY(${topPixels}px)`;
  return html`<div class="hex-line" role="row" aria-rowindex=${start / lineBytes + 1} .style=${style}>
    <span class="hex-offset" role="rowheader">${start.toString(16).padStart(digits, '0')}</span>
    <span class="hex-bytes" role="none">${line.map((byte, column) => {
      const at = start + column;
      return html`<span class="hex-byte ${column === 7 ? 'group-end' : ''} ${stateOf(at)}" role="gridcell" id=${cellId(at)}
        data-at=${at} aria-selected=${isSelected(at)}>${hexDigits[byte]}</span>`;
    })}</span>
    <span class="hex-ascii" aria-hidden="true">${line.map((byte, column) => {
      const at = start + column;
      const kind = byte >= 0x20 && byte < 0x7f ? '' : 'other';
      return html`<span class="hex-character ${kind} ${stateOf(at)}" data-at=${at}>${asciiCharacters[byte]}</span>`;
    })}</span>
  </div>`;
}
