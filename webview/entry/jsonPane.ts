/** The entry as indented JSON, in blocks that are laid out and coloured when they come into sight. */
import { html, type TemplateResult } from 'lit';
import { prettyJson, prettyJsonUnits } from '../../src/core/bytes/prettyJson.ts';
import { visibleRuns } from '../../src/core/bytes/visibleText.ts';
import { jsonTokens } from './jsonTokens.ts';
import { decodeParts, type TextEncoding } from './textEncodings.ts';

/** Lines that are laid out together, when they come into sight. */
const blockLines = 100;
/** Enough to see past blanks to the first brace. */
const sniffBytes = 256;

/** Whether it may be JSON worth indenting, as far as its begin tells: an object or an array, and not too long. */
export function mayBeJson(bytes: Uint8Array, length: number, encoding: TextEncoding): boolean {
  if (length > prettyJsonUnits) return false;
  const [begin = ''] = decodeParts(bytes, encoding, [0, Math.min(sniffBytes, bytes.length)]);
  return /^\ufeff?[ \t\r\n]*[[{]/.test(begin);
}

/** Nothing when it is no JSON. */
export function jsonOf(bytes: Uint8Array, encoding: TextEncoding): string | undefined {
  if (!mayBeJson(bytes, bytes.length, encoding)) return undefined;
  const [text = ''] = decodeParts(bytes, encoding, [0, bytes.length]);
  return prettyJson(text);
}

/** Indented JSON in blocks of whole lines. */
export function jsonBlocks(json: string): string[] {
  const lines = json.split('\n');
  const blocks: string[] = [];
  for (let at = 0; at < lines.length; at += blockLines) blocks.push(lines.slice(at, at + blockLines).join('\n'));
  return blocks;
}

/** A block with or without its colours. */
export function jsonBlock(block: string, isColoured: boolean): unknown {
  if (!isColoured) return piecesOf(block);
  return jsonTokens(block).map(({ kind, text }) =>
    kind === 'mark' ? text : html`<span class="json-${kind}">${piecesOf(text)}</span>`,
  );
}

/** Line breaks are ours and stay; what a screen would be fooled by becomes an escape. */
function piecesOf(block: string): (TemplateResult | string)[] {
  const pieces: (TemplateResult | string)[] = [];
  for (const { kind, text } of visibleRuns(block)) {
    const last = pieces.at(-1);
    const plain = kind === 'newline' ? '\n' : text;
    if (kind === 'escape') pieces.push(html`<span class="escape">${text}</span>`);
    else if (typeof last === 'string') pieces[pieces.length - 1] = last + plain;
    else pieces.push(plain);
  }
  return pieces;
}
