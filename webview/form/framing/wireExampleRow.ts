/** An example below the fields of a framing: the bytes of a sample text on the wire. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { formatHex } from '../../../src/core/bytes/hex.ts';
import { hexdumpLines } from '../../../src/core/bytes/hexdump.ts';
import { sampleText, type WireExample } from '../../../src/core/framing/wireExample.ts';

/** Bytes shown at most. */
const shownBytes = 64;

/** The row stays while there is no example, so that nothing moves while the user types. */
export function wireExampleRow(id: string, example: WireExample | undefined): TemplateResult {
  return html`<div class="form-row">
    <span class="form-label" id="${id}-example-label">${l10n.t('Example')}</span>
    <div class="form-control" role="group" aria-labelledby="${id}-example-label">
      <div class="wire">${example ? line(example) : l10n.t('None for these values.')}</div>
      <div class="form-help">${l10n.t('The message “{0}” on the wire.', sampleText)}</div>
    </div>
  </div>`;
}

/** Hex, with the bytes of the text set off, and the same as text. */
function line({ bytes, textAt = 0, textBytes }: WireExample): TemplateResult {
  const shown = bytes.subarray(0, shownBytes);
  const end = textAt + textBytes;
  const text = html`<span class="wire-text">${formatHex(shown.subarray(textAt, end))}</span>`;
  const hex = [formatHex(shown.subarray(0, textAt)), text, formatHex(shown.subarray(end))];
  const parts = [...hex, bytes.length > shownBytes ? '…' : ''].filter(part => part !== '');
  const ascii = hexdumpLines(shown).map(one => one.text);
  return html`<code class="wire-hex">${parts.map((part, at) => [at === 0 ? '' : ' ', part])}</code>
    <code class="wire-ascii">${ascii.join('')}</code>`;
}
