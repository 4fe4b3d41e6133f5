/** Indented lines of a text: text that doesn't fit on one continues below its first character, as in an editor. */
import { html, type TemplateResult } from 'lit';

export type Piece = TemplateResult | string;

/** Matches an indented line with its end. A tab is shown as two characters. */
const indentedLines = /(?<=^|[\n\r])([ \t]+)[^\s][^\n\r]*(?:\r\n?|\n|$)/g;

/** An indentation of up to this many characters leaves room for a word in the narrowest list. */
const maxKept = 16;

/** An indented line that continues after `columns` characters, or where a narrow list or pane still has room for it. */
export function hangingLine(columns: number, indentation: unknown, rest: unknown): TemplateResult {
  const start = columns > maxKept ? indentation : html`<span class="indentation">${indentation}</span>`;
  return html`<span class="indented" .style=${`--indent: ${columns}`}>${start}${rest}</span>`;
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
    const start = index + indent.length;
    const columns = indent.replaceAll('\t', '  ').length;
    pieces.push(...show(at, index), hangingLine(columns, show(index, start), show(start, end)));
    at = end;
  }
  return pieces.concat(show(at, text.length));
}

/** Whether anything behind a text begins a line: the text ends with a line end, or its last line is indented. */
export function endsLine(text: string): boolean {
  return /(?:^|[\n\r])(?:[ \t]+\S[^\n\r]*)?$/.test(text);
}
