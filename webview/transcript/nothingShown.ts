/** The text in place of rows if none match: the reason, and a button that shows more. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { PeerRole } from '../../src/core/kinds.ts';
import { isNarrowed, type ViewQuery } from '../find/viewQuery.ts';
import { peerRoleTexts } from '../peers/peerRoleTexts.ts';

export interface NothingShown {
  readonly query: ViewQuery;
  readonly role: PeerRole;
  /** Label of the peer whose entries alone are shown. */
  readonly peer: string | undefined;
  /** Shows entries of all peers, kinds and sizes. */
  clearFilter(): void;
  /** Also shows entries that don't match the search. */
  showUnmatched(): void;
  /** Shows the entries of all peers. */
  showAllPeers(): void;
}

export function nothingShown(shown: NothingShown): TemplateResult | typeof nothing {
  const { query, role, peer } = shown;
  if (isNarrowed(query))
    return reason(l10n.t('No entries match the filter.'), l10n.t('Clear Filter'), shown.clearFilter);
  if (query.needle && query.onlyMatches)
    return reason(l10n.t('No entries match the search.'), l10n.t('Show All Entries'), shown.showUnmatched);
  if (peer !== undefined)
    return reason(l10n.t('No entries for {0}.', peer), peerRoleTexts[role].showAll(), shown.showAllPeers);
  return nothing;
}

function reason(sentence: string, label: string, act: () => void): TemplateResult {
  return html`<p>${sentence} <button type="button" class="link" @click=${act}>${label}</button></p>`;
}
