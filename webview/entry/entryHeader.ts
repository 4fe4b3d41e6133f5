/** Header of an entry: direction, peer, time, length. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { visibleText } from '../../src/core/bytes/visibleText.ts';
import type { PanelRow } from '../../src/protocol/panelCalls.ts';
import { byteCount } from '../byteCount.ts';
import { formatTime } from '../formatTime.ts';
import { dateTimeText } from '../language.ts';
import { peerColor } from '../peerLabels.ts';
import { iconButton } from '../widgets/iconButton.ts';

export function entryHeader({ direction, peer, time, length }: PanelRow, close: () => void): TemplateResult {
  const isIn = direction === 'in';
  return html`<div class="entry-head">
    <span class="entry-direction ${direction}"><span aria-hidden="true">${isIn ? '↓' : '↑'}</span>
      <span class="entry-word">${isIn ? l10n.t('Received') : l10n.t('Sent')}</span></span>
    ${peer ? html`<span class="entry-peer ${peerColor(peer.id)}" title=${visibleText(peer.address)}><bdi dir="ltr">${visibleText(peer.address)}</bdi></span>` : nothing}
    <span class="entry-time" title=${dateTimeText(time)}>${formatTime(time)}</span>
    <span class="entry-length">${byteCount(length)}</span>
    ${iconButton('close', l10n.t('Close (Escape)'), close)}
  </div>`;
}
