/** The entry as indented JSON, in blocks that are laid out and coloured when they become visible. */
import { html } from 'lit';
import { wholeBefore } from '../../src/core/bytes/wholeCharacters.ts';
import { jsonTokens } from '../../src/core/decoders/jsonTokens.ts';
import { prettyJson, prettyJsonUnits } from '../../src/core/decoders/prettyJson.ts';
import { DimmedText } from './dimmedText.ts';
import { decodeParts, type TextEncoding } from './textEncodings.ts';

/** Number of lines laid out together when they become visible. */
const blockLines = 100;
/** UTF-16 units per block, unless a single line has more. */
const blockUnits = 8192;
/** UTF-16 units of a long line that are shown at first. A megabyte of it, laid out at once, would block the page for seconds. */
export const firstUnits = 32 * 1024;
/** Maximum number of dimmed runs of escapes in a block. Further ones are plain text. */
const maxDimmed = 1000;
/** Enough to skip blanks before the first brace. */
const sniffBytes = 256;

/** Whether it may be JSON worth indenting, judging by its beginning: an object or an array, and not too long. */
export function mayBeJson(bytes: Uint8Array, length: number, encoding: TextEncoding): boolean {
  if (length > prettyJsonUnits) return false;
  const [begin = ''] = decodeParts(bytes, encoding, [0, Math.min(sniffBytes, bytes.length)]);
  return /^\ufeff?[ \t\r\n]*[[{]/.test(begin);
}

/** Undefined if it isn't JSON. */
export function jsonOf(bytes: Uint8Array, encoding: TextEncoding): string | undefined {
  if (!mayBeJson(bytes, bytes.length, encoding)) return undefined;
  const [text = ''] = decodeParts(bytes, encoding, [0, bytes.length]);
  return prettyJson(text);
}

/** Indented JSON in blocks of whole lines. */
export function jsonBlocks(json: string): string[] {
  const blocks: string[] = [];
  let lines: string[] = [];
  let units = 0;
  for (const line of json.split('\n')) {
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

/** The first `units` of a block with their colours, or as a single text until they become visible. */
export function jsonBlock(block: string, isColoured: boolean, units = firstUnits): unknown {
  const end = wholeBefore(block, units);
  // The line breaks are ours and stay; characters that would mislead the reader become escapes.
  const dim = new DimmedText({ maxDimmed: isColoured ? maxDimmed : 0, showsLineEnds: false });
  if (!isColoured) return dim.pieces(block.slice(0, end)).join('');
  const pieces: unknown[] = [];
  let at = 0;
  // A string is a token only as a whole, so it is tokens that are truncated.
  for (const { kind, text } of jsonTokens(block)) {
    if (at >= end) break;
    const shown = dim.pieces(text.slice(0, end - at));
    pieces.push(kind === 'mark' ? shown : html`<span class="json-${kind}">${shown}</span>`);
    at += text.length;
  }
  return pieces;
}
