/** Under an entry: where the cursor is, what was copied, what is not here yet. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { byteCount } from '../byteCount.ts';
import { type ByteSelection, selectedRange, startOf } from './byteSelection.ts';
import type { EntryBytes } from './entryBytes.ts';

/** `selection` is absent where no bytes are shown; `told` is what became of the last copy. */
export function entryFoot(
  source: EntryBytes | undefined,
  selection: ByteSelection | undefined,
  told: string,
): TemplateResult {
  const { problem, left = 0 } = source ?? {};
  return html`<div class="entry-foot">
    <span class="entry-place" role="status">${selection ? placeOf(selection) : nothing}</span>
    <span class="entry-told" role="status">${told}</span>
    ${
      problem === undefined
        ? nothing
        : html`<span class="entry-problem" role="alert">${l10n.t('The bytes cannot be read: {0}', problem)}</span>`
    }
    ${left > 0 && !source?.isLoading ? moreButton(source, left) : nothing}
  </div>`;
}

/** `Offset 16 (0x10), 4 bytes`. */
function placeOf(selection: ByteSelection): string {
  const range = selectedRange(selection);
  const offset = startOf(selection);
  const hex = `0x${offset.toString(16)}`;
  return range
    ? l10n.t('Offset {0} ({1}), {2}', offset, hex, byteCount(range[1] - range[0]))
    : l10n.t('Offset {0} ({1})', offset, hex);
}

function moreButton(source: EntryBytes | undefined, left: number): TemplateResult {
  return html`<button type="button" class="link" @click=${() => void source?.more()}>${l10n.t(
    'Show more ({0} left)',
    byteCount(left),
  )}</button>`;
}
