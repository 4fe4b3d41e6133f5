/** The text in place of rows if none match: the reason, and a button that shows more. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { PeerRole } from '../../src/core/kinds.ts';
import { isNarrowed, type ViewQuery } from '../find/viewQuery.ts';
import { peerRoleTexts } from '../peers/peerRoleTexts.ts';

export interface TranscriptReading {
  /** Undefined until there is any progress to report. */
  readonly percent: number | undefined;
}

export interface NothingShown {
  readonly query: ViewQuery;
  readonly role: PeerRole;
  /** Label of the peer whose entries alone are shown. */
  readonly peer: string | undefined;
  /** Set while the transcript of an earlier window is being read. */
  readonly reading?: TranscriptReading | undefined;
  /** Shows entries of all peers, kinds and sizes. */
  clearFilter(): void;
  /** Also shows entries that don't match the search. */
  showUnmatched(): void;
  /** Shows the entries of all peers. */
  showAllPeers(): void;
}

export function nothingShown(shown: NothingShown): TemplateResult | typeof nothing {
  const { query, role, peer, reading } = shown;
  if (reading) return readingText(reading);
  if (isNarrowed(query))
    return reason(l10n.t('No entries match the filter.'), l10n.t('Clear Filter'), shown.clearFilter);
  if (query.needle && query.onlyMatches)
    return reason(l10n.t('No entries match the search.'), l10n.t('Show All Entries'), shown.showUnmatched);
  if (peer !== undefined)
    return reason(l10n.t('No entries for {0}.', peer), peerRoleTexts[role].showAll(), shown.showAllPeers);
  return nothing;
}

/** Screen readers announce only that it is being read: the percentage changes four times a second. */
function readingText({ percent }: TranscriptReading): TemplateResult {
  const progress = percent === undefined ? nothing : html` <span aria-hidden="true">${l10n.t('{0}%', percent)}</span>`;
  return html`<p>${l10n.t('Reading the transcript…')}${progress}</p>`;
}

function reason(sentence: string, label: string, act: () => void): TemplateResult {
  return html`<p>${sentence} <button type="button" class="link" @click=${act}>${label}</button></p>`;
}
