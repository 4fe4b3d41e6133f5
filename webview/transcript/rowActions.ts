/** What can be done with a row from either view. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { formatHex } from '../../src/core/bytes/hex.ts';
import type { Origin } from '../../src/core/transcriptEntry.ts';
import type { PanelRow } from '../../src/protocol/panelCalls.ts';
import { host } from '../hostCalls.ts';

/** Bytes of a frame that are copied at most. */
const copyBytes = 16 * 1024 * 1024;

/** The text of the whole frame, or the sentence of an event. */
export async function copyText(row: PanelRow): Promise<void> {
  if (row.sentence !== undefined) return host.copy(row.sentence);
  if (row.more === 0) return host.copy(row.text);
  await host.copy(new TextDecoder().decode(await host.entryBytes(row.seq, 0, copyBytes)));
}

export async function copyHex(row: PanelRow): Promise<void> {
  await host.copy(formatHex(await host.entryBytes(row.seq, 0, copyBytes)));
}

/** Buttons that show while a row has the pointer or the focus. */
export function rowActions(row: PanelRow, inspect: () => void): TemplateResult {
  return html`<span class="row-actions">
    ${button('inspect', l10n.t('Look closely (Enter)'), async () => inspect())}
    ${button('copy', l10n.t('Copy text'), () => copyText(row))}
    ${button('file-binary', l10n.t('Copy as hex'), () => copyHex(row))}
  </span>`;
}

function button(icon: string, label: string, act: () => Promise<void>): TemplateResult {
  return html`<button class="icon-button codicon codicon-${icon}" title=${label} aria-label=${label}
    @click=${(event: Event) => {
      event.stopPropagation();
      void act();
    }}></button>`;
}

/** `greeting`, `echo`, `reply rule 1`; nothing for what somebody sent. */
export function originLabel(origin: Origin | undefined): string {
  if (origin === undefined || origin === 'send') return '';
  if (origin === 'greeting') return l10n.t('greeting');
  return origin === 'echo' ? l10n.t('echo') : l10n.t('reply rule {0}', origin.rule + 1);
}
