/** The line below an entry: the cursor's offset, the outcome of copying, and how much hasn't been fetched. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { byteCount } from '../byteCount.ts';
import { type ByteSelection, selectedRange, startOf } from './byteSelection.ts';
import type { EntryBytes } from './entryBytes.ts';

/**
 * `selection` is absent if no bytes are shown; `outcome` is that of the last copy; `isGone` says that the transcript
 * has dropped the row.
 */
export function entryFoot(
  source: EntryBytes | undefined,
  selection: ByteSelection | undefined,
  outcome: string,
  isGone: boolean,
): TemplateResult {
  const { left = 0 } = source ?? {};
  const problem = problemOf(source, isGone);
  return html`<div class="entry-foot">
    <span class="entry-place" role="status">${selection ? placeOf(selection) : nothing}</span>
    <span class="entry-outcome" role="status">${outcome}</span>
    ${problem === undefined ? nothing : html`<span class="entry-problem" role="alert">${problem}</span>`}
    ${left > 0 && !isGone && !source?.isLoading ? moreButton(source, left) : nothing}
  </div>`;
}

function problemOf(source: EntryBytes | undefined, isGone: boolean): string | undefined {
  if (isGone) return l10n.t('This message is no longer in the transcript.');
  const { problem } = source ?? {};
  return problem === undefined ? undefined : l10n.t('Couldn’t load the bytes: {0}', problem);
}

/** Returns, for example, `Offset 16 (0x10), 4 bytes`. */
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
    'Load More ({0} left)',
    byteCount(left),
  )}</button>`;
}
