/** A formatted text in blocks that are laid out and colored when they become visible. */
import { html, type TemplateResult } from 'lit';
import { wholeBefore } from '../../src/core/bytes/wholeCharacters.ts';
import type { FormattedText, TextToken } from '../../src/core/decoders/decoded.ts';
import type { Encoding } from '../../src/core/endpointConfig.ts';
import { hangingLine } from '../indentedLines.ts';
import { DimmedText } from './dimmedText.ts';

/** Number of lines laid out together when they become visible. */
const blockLines = 100;
/** UTF-16 units per block, unless a single line has more. */
const blockUnits = 8192;
/** UTF-16 units of a long line shown at first. A megabyte of it, laid out at once, would block the page for seconds. */
export const firstUnits = 32 * 1024;
/** Maximum number of dimmed runs of escapes in a block. Further ones are plain text. */
const maxDimmed = 1000;
/** Columns by which a line is indented where it continues, more than where it begins: as much as a level of JSON. */
const deeper = 2;
/** An empty line begins with it. */
const noToken: TextToken = { kind: 'mark', text: '' };

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

export interface BlockLook {
  readonly tokens: FormattedText['tokens'];
  /** Escapes are written so that they can be typed in it. */
  readonly encoding: Encoding;
  /** UTF-16 units of it that are shown. */
  readonly units?: number;
  /** Shown behind them. */
  readonly rest?: unknown;
}

/** A block as a single text, until it becomes visible. */
export function plainBlock(block: string, { encoding, units = firstUnits, rest }: Omit<BlockLook, 'tokens'>): unknown {
  const dim = new DimmedText({ maxDimmed: 0, showsLineEnds: false, encoding });
  return [dim.pieces(block.slice(0, wholeBefore(block, units))).join(''), rest];
}

/** A block in colors. Text that doesn't fit on a line continues below it, indented deeper, so that it isn't mistaken for another line. */
export function coloredBlock(
  block: string,
  { tokens, encoding, units = firstUnits, rest }: BlockLook,
): TemplateResult[] {
  // The line breaks are ours and stay; characters that would mislead the reader become escapes.
  const dim = new DimmedText({ maxDimmed, showsLineEnds: false, encoding });
  const lines = linesOf(tokens(block), wholeBefore(block, units));
  return lines.map(([first = noToken, ...others], at) => {
    const isLast = at === lines.length - 1;
    const [indent = ''] = /^ */.exec(first.text) ?? [];
    const pieces = [{ ...first, text: first.text.slice(indent.length) }, ...others].map(({ kind, text }) => {
      const shown = dim.pieces(text);
      return kind === 'mark' ? shown : html`<span class="token-${kind}">${shown}</span>`;
    });
    return hangingLine(indent.length + deeper, indent, [pieces, isLast ? rest : '\n']);
  });
}

/** Splits tokens at line ends, up to `end`. A string is a token only as a whole, so it is tokens that are truncated. */
function linesOf(tokens: readonly TextToken[], end: number): TextToken[][] {
  let line: TextToken[] = [];
  const lines = [line];
  let at = 0;
  for (const { kind, text } of tokens) {
    if (at >= end) break;
    const [first = '', ...others] = text.slice(0, end - at).split('\n');
    if (first !== '') line.push({ kind, text: first });
    for (const next of others) {
      line = next === '' ? [] : [{ kind, text: next }];
      lines.push(line);
    }
    at += text.length;
  }
  return lines;
}
