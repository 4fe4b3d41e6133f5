/** Indented lines of a text: what doesn't fit on one continues below its first character, as in an editor. */
import { html, type TemplateResult } from 'lit';

export type Piece = TemplateResult | string;

/** Matches an indented line with its end. A tab is shown as two characters. */
const indentedLines = /(?<=^|[\n\r])([ \t]+)[^\s][^\n\r]*(?:\r\n?|\n|$)/g;

/** `columns` is the number of characters before the place at which the line continues. Narrow lists and panes leave less room for it. */
export function hangingLine(columns: number, content: unknown): TemplateResult {
  return html`<span class="indented" .style=${`--indent: ${columns}`}>${content}</span>`;
}

/**
 * Returns the pieces of a text, of which each indented line is one. `show` renders the part between two offsets. After `most` such lines,
 * the others continue at the edge.
 */
export function withHangingLines(
  text: string,
  show: (from: number, to: number) => Piece[],
  most = Number.POSITIVE_INFINITY,
): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let left = most;
  for (const { 0: line, 1: indent = '', index } of text.matchAll(indentedLines)) {
    if (left-- <= 0) break;
    const end = index + line.length;
    pieces.push(...show(at, index), hangingLine(indent.replaceAll('\t', '  ').length, show(index, end)));
    at = end;
  }
  return pieces.concat(show(at, text.length));
}
