/**
 * The header with the names of the log's columns. It describes the list, so screen readers read it at the beginning.
 */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { PeerRole } from '../../src/core/kinds.ts';
import type { ColumnNames, LogLayout } from './logColumns.ts';

/** Id of the header, for `aria-describedby`. */
export const logHeadId = 'log-columns';

export function columnNames(role: PeerRole): ColumnNames {
  return {
    time: l10n.t('Time'),
    since: l10n.t('Δ'),
    peer: peerName(role),
    length: l10n.t('Bytes'),
    rule: l10n.t('Rule'),
  };
}

export function logHead(names: ColumnNames, layout: Pick<LogLayout, 'hasRules' | 'hasPeersBelow'>): TemplateResult {
  const { hasRules, hasPeersBelow } = layout;
  const peer = html`<span class="peer">${names.peer}</span>`;
  const since = l10n.t('Time since the previous row');
  const direction = l10n.t('Direction');
  return html`<div class="log-head" id=${logHeadId} role="group" aria-label=${l10n.t('Columns')}>
    <div class="cells">
      <span>${names.time}</span>
      <span class="since" title=${since}><span aria-hidden="true">${names.since}</span><span class="spoken">${since}</span></span>
      <span title=${direction}><span aria-hidden="true">⇅</span><span class="spoken">${direction}</span></span>
      ${hasPeersBelow ? nothing : peer}
      <span class="length">${names.length}</span>
      ${hasRules ? html`<span class="rule-number" title=${l10n.t('Rule that replied')}>${names.rule}</span>` : nothing}
    </div>
    ${hasPeersBelow ? peer : nothing}
    <span class="text">${l10n.t('Message')}</span>
  </div>`;
}

function peerName(role: PeerRole): string {
  if (role === 'sender') return l10n.t('Address');
  return role === 'client' ? l10n.t('Client') : l10n.t('Server');
}
