/** Splits a formatted text into blocks that are laid out and coloured when they become visible. */
import { html } from 'lit';
import { wholeBefore } from '../../src/core/bytes/wholeCharacters.ts';
import type { FormattedText } from '../../src/core/decoders/decoded.ts';
import { DimmedText } from './dimmedText.ts';

/** Number of lines laid out together when they become visible. */
const blockLines = 100;
/** UTF-16 units per block, unless a single line has more. */
const blockUnits = 8192;
/** UTF-16 units of a long line shown at first. A megabyte of it, laid out at once, would block the page for seconds. */
export const firstUnits = 32 * 1024;
/** Maximum number of dimmed runs of escapes in a block. Further ones are plain text. */
const maxDimmed = 1000;
/** Splits a text into blocks of whole lines. */
export function textBlocks(text: string): string[] {
  const blocks: string[] = [];
  let lines: string[] = [];
  let units = 0;
  for (const line of text.split('\n')) {
    if (lines.length === blockLines || (lines.length > 0 && units + line.length > blockUnits)) {
      blocks.push(lines.join('\n'));
      lines = [];
      units = 0;
    }
    lines.push(line);
    units += line.length + 1;
  }
  return [...blocks, lines.join('\n')];
}

/** Returns the first `units` of a block with their colours, or as a single text until the block is visible. */
export function textBlock(
  block: string,
  isColoured: boolean,
  tokens: FormattedText['tokens'],
  units = firstUnits,
): unknown {
  const end = wholeBefore(block, units);
  // The line breaks come from formatting and stay; characters that would mislead the reader become escapes.
  const dim = new DimmedText({ maxDimmed: isColoured ? maxDimmed : 0, showsLineEnds: false });
  if (!isColoured) return dim.pieces(block.slice(0, end)).join('');
  const pieces: unknown[] = [];
  let at = 0;
  // A string is a token only as a whole, so the text is cut after tokenizing.
  for (const { kind, text } of tokens(block)) {
    if (at >= end) break;
    const shown = dim.pieces(text.slice(0, end - at));
    pieces.push(kind === 'mark' ? shown : html`<span class="token-${kind}">${shown}</span>`);
    at += text.length;
  }
  return pieces;
}
