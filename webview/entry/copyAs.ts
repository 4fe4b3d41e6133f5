/** Copies bytes of an entry to the clipboard, in formats for other programs. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { type ByteFormatName, byteFormats } from '../../src/core/bytes/byteFormats.ts';
import { pastableText } from '../../src/core/bytes/visibleText.ts';
import { maxCopiedUnits } from '../../src/core/limits.ts';
import { byteCount } from '../byteCount.ts';
import { errorText } from '../errorText.ts';
import { host } from '../hostCalls.ts';
import type { EntryBytes } from './entryBytes.ts';
import { decodeParts, escapeEncoding, type TextEncoding } from './textEncodings.ts';

export type CopyFormat = ByteFormatName | 'text';

const maxCopiedBytes = 4 * 1024 * 1024;
/** The limit without the few characters around the bytes. */
const maxUnits = maxCopiedUnits - 100;

/**
 * Maximum UTF-16 units per byte of text: `\x1b` for a byte; `\u{85}` for a character, which has several bytes in UTF-8.
 */
const unitsPerEscape = (encoding: TextEncoding) => (encoding === 'utf8' ? 4 : 6);

/**
 * A list rather than buttons: beside the pane buttons, a second *Hex* and *Text* would look like another choice of
 * pane.
 */
export function copyMenu(copy: (format: CopyFormat) => void, disabled: boolean): TemplateResult {
  const labels: Record<CopyFormat, string> = {
    hex: l10n.t('Hex'),
    cArray: l10n.t('C array'),
    pythonBytes: l10n.t('Python bytes'),
    base64: l10n.t('Base64'),
    text: l10n.t('Text'),
  };
  const formats = Object.entries(labels) as [CopyFormat, string][];
  const chosen = (event: Event) => {
    const select = event.target as HTMLSelectElement;
    const [format] = formats.find(([one]) => one === select.value) ?? [];
    select.value = '';
    if (format) copy(format);
  };
  return html`<select class="entry-copy-menu" aria-label=${l10n.t('Copy as')} ?disabled=${disabled} @change=${chosen}>
    <option value="">${l10n.t('Copy as…')}</option>
    ${formats.map(([format, label]) => html`<option value=${format}>${label}</option>`)}
  </select>`;
}

/**
 * Copies the range, or as much of it as is possible. Returns a sentence that says what was copied.
 * @throws Error with a sentence that says why nothing was copied.
 */
export async function copyRange(
  source: EntryBytes,
  [from, to]: readonly [number, number],
  format: CopyFormat,
  encoding: TextEncoding,
): Promise<string> {
  const unitsPerByte = format === 'text' ? unitsPerEscape(encoding) : byteFormats[format].unitsPerByte;
  const wanted = Math.min(to - from, maxCopiedBytes, Math.floor(maxUnits / unitsPerByte));
  try {
    await source.loadTo(from + wanted);
    if (source.problem !== undefined) throw new Error(source.problem);
    const bytes = source.bytes.subarray(from, from + wanted);
    await host.copy(format === 'text' ? textOf(bytes, encoding) : byteFormats[format].write(bytes));
  } catch (error) {
    throw new Error(l10n.t('Couldn’t copy: {0}', errorText(error)), { cause: error });
  }
  return wanted < to - from
    ? l10n.t('Copied the first {0} of {1}', byteCount(wanted), byteCount(to - from))
    : l10n.t('Copied {0}', byteCount(wanted));
}

/** Returns text with control characters escaped, and with U+FFFD for invalid bytes; the other formats are exact. */
function textOf(bytes: Uint8Array, encoding: TextEncoding): string {
  const [text = ''] = decodeParts(bytes, encoding, [0, bytes.length]);
  return pastableText(text.toWellFormed(), escapeEncoding(encoding));
}
