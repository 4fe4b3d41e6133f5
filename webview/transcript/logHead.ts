/** The names of the log's columns, above its rows. They describe the list, so that screen readers say them where it begins. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { EndpointConfig } from '../../src/core/endpointConfig.ts';

/** For `aria-describedby`. */
export const logHeadId = 'log-columns';

export function logHead(kind: EndpointConfig['kind']): TemplateResult {
  const since = l10n.t('Time since the previous row');
  const direction = l10n.t('Direction');
  return html`<div class="log-head" id=${logHeadId} role="group" aria-label=${l10n.t('Columns')}>
    <span>${l10n.t('Time')}</span>
    <span class="since" title=${since}><span aria-hidden="true">Δ</span><span class="spoken">${since}</span></span>
    <span title=${direction}><span aria-hidden="true">⇅</span><span class="spoken">${direction}</span></span>
    <span>${peerColumn(kind)}</span>
    <span class="length">${l10n.t('Bytes')}</span>
    <span class="rule-number" title=${l10n.t('Rule that replied')}>${l10n.t('Rule')}</span>
    <span class="text">${l10n.t('Message')}</span>
  </div>`;
}

function peerColumn(kind: EndpointConfig['kind']): string {
  if (kind === 'udp') return l10n.t('Address');
  return kind === 'tcp-server' ? l10n.t('Client') : l10n.t('Server');
}
