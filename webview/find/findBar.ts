/** The search bar below the toolbar. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { iconButton } from '../widgets/iconButton.ts';
import { toggleButton } from '../widgets/toggleButton.ts';
import type { SearchMode, ViewQuery } from './viewQuery.ts';

/** Number of matches so far. */
export interface Found {
  readonly matches: number;
  /** Index of the current match, from 0. */
  readonly current: number | undefined;
  /** Fraction searched, 0 to 1. */
  readonly progress: number;
  /** Number of messages that took too long to search. */
  readonly slow: number;
  /** Why the search failed. */
  readonly problem: string | undefined;
}

export interface FindActions {
  change(query: Partial<ViewQuery>): void;
  next(): void;
  previous(): void;
  close(): void;
}

/** `peer` is the label of the peer to whose entries the search is limited. */
export function findBar(
  query: ViewQuery,
  found: Found,
  peer: string | undefined,
  actions: FindActions,
): TemplateResult {
  const mode = query.mode ?? 'text';
  const setMode = (chosen: SearchMode) => actions.change({ mode: mode === chosen ? 'text' : chosen });
  const placeholder = {
    text: l10n.t('Find text'),
    regex: l10n.t('RE2 pattern'),
    hex: l10n.t('Bytes: 01 .. ff'),
  };
  return html`<div class="bar find" role="search" @keydown=${(event: KeyboardEvent) => onKey(event, actions)}>
    <span class="find-box ${found.problem === undefined ? '' : 'wrong'}">
      <input type="text" class="find-input" spellcheck="false" autocomplete="off" .value=${query.needle ?? ''}
        placeholder=${placeholder[mode]} aria-label=${l10n.t('Find in the transcript')} title=${found.problem ?? ''}
        aria-invalid=${found.problem === undefined ? 'false' : 'true'}
        @input=${(event: Event) => actions.change({ needle: (event.target as HTMLInputElement).value })}>
      ${toggleButton('case-sensitive', l10n.t('Match Case'), query.matchCase ?? false, matchCase => actions.change({ matchCase }), mode === 'hex')}
      ${toggleButton('whole-word', l10n.t('Match Whole Word'), query.wholeWord ?? false, wholeWord => actions.change({ wholeWord }), mode !== 'text')}
      ${toggleButton('regex', l10n.t('Use Regular Expression (RE2)'), mode === 'regex', () => setMode('regex'))}
      ${toggleButton('file-binary', l10n.t('Bytes in Hex'), mode === 'hex', () => setMode('hex'))}
    </span>
    ${iconButton('arrow-up', l10n.t('Previous (Shift+Enter)'), actions.previous)}
    ${iconButton('arrow-down', l10n.t('Next (Enter)'), actions.next)}
    ${toggleButton('list-filter', l10n.t('Show Only Matches'), query.onlyMatches ?? false, onlyMatches => actions.change({ onlyMatches }))}
    <span class="find-count ${found.problem === undefined ? '' : 'wrong'}" role="status">${query.needle ? countText(found, peer) : nothing}</span>
    <span class="bar-close">${iconButton('close', l10n.t('Close (Escape)'), actions.close)}</span>
  </div>`;
}

function onKey(event: KeyboardEvent, { next, previous, close }: FindActions): void {
  // Buttons use Enter themselves.
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) (event.shiftKey ? previous : next)();
  else if (event.key === 'Escape') close();
  else return;
  event.preventDefault();
}

function countText(found: Found, peer: string | undefined): string {
  const { progress, slow, problem } = found;
  if (problem !== undefined) return problem;
  const parts = [matchesText(found, peer)];
  if (progress < 1) parts.push(`${Math.floor(100 * progress)} %`);
  if (slow === 1) parts.push(l10n.t('1 message took too long to search'));
  if (slow > 1) parts.push(l10n.t('{0} messages took too long to search', slow));
  return parts.join(' · ');
}

function matchesText({ matches, current, progress }: Found, peer: string | undefined): string {
  if (matches === 0 && progress < 1) return l10n.t('searching…');
  if (matches === 0) return peer === undefined ? l10n.t('nothing found') : l10n.t('nothing found for {0}', peer);
  return current === undefined ? l10n.t('{0} found', matches) : l10n.t('{0} of {1}', current + 1, matches);
}
