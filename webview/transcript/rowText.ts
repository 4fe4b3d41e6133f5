/**
 * The text of a row: escapes are dimmed, matches are marked, and lines break where the text does. The rest of an
 * indented line that doesn't fit continues below its first character.
 */
import { html } from 'lit';
import { visibleRuns } from '../../src/core/bytes/visibleText.ts';
import type { Encoding } from '../../src/core/endpointConfig.ts';
import { type Piece, withHangingLines } from '../indentedLines.ts';

/** Start and end of a match. */
export type Mark = readonly [number, number];

export function rowText(text: string, marks: readonly Mark[] = [], encoding?: Encoding): Piece[] {
  const show = (from: number, to: number) =>
    marked(text.slice(from, to), marksIn(marks, from, to), (shown, next) => runs(shown, next, true, encoding));
  return withHangingLines(text, show);
}

/** Returns the marks inside a part of a text, from its beginning. */
export function marksIn(marks: readonly Mark[], from: number, to: number): Mark[] {
  return marks
    .filter(([start, end]) => end > from && start < to)
    .map(([start, end]) => [Math.max(start, from) - from, Math.min(end, to) - from]);
}

/** Returns the text on a single line. */
export function lineText(text: string, marks: readonly Mark[] = [], encoding?: Encoding): Piece[] {
  return marked(text, marks, (shown, next) => runs(shown, next, false, encoding));
}

function runs(text: string, next: string | undefined, breaksLines: boolean, encoding?: Encoding): Piece[] {
  return visibleRuns(text, next, encoding).map(run => {
    if (run.kind === 'text') return run.text;
    const shown = breaksLines ? breakable(run.text) : run.text;
    return html`<span class="escape">${shown}</span>${run.kind === 'newline' && breaksLines ? html`<br>` : ''}`;
  });
}

/** Returns escapes with a possible line break between any two. */
function breakable(escapes: string): Piece[] {
  return escapes.split(/(?!^)(?=\\)/).map((one, at) => (at === 0 ? one : html`<wbr>${one}`));
}

/** Returns the text with its matches marked. `show` renders each part, and receives the character that follows it. */
export function marked(
  text: string,
  marks: readonly Mark[],
  show: (text: string, next: string | undefined) => Piece[],
): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [start, end] of marks) {
    if (start >= text.length) break;
    const found = show(text.slice(start, end), text[end]);
    pieces.push(...show(text.slice(at, start), text[start]), html`<mark class="mark">${found}</mark>`);
    at = end;
  }
  return pieces.concat(show(text.slice(at), undefined));
}
