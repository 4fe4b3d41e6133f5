/** Actions on a row, in chat and log. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { decodeText } from '../../src/core/bytes/decodeText.ts';
import { formatHex } from '../../src/core/bytes/hex.ts';
import { pastableText } from '../../src/core/bytes/visibleText.ts';
import type { Origin } from '../../src/core/transcriptEntry.ts';
import type { PanelRow, RowAction } from '../../src/protocol/panelCalls.ts';
import { host, panelState } from '../hostCalls.ts';
import { requestRowAction } from './rowRequests.ts';

/** Maximum number of bytes of a frame that are copied. */
const copyBytes = 16 * 1024 * 1024;

/** Copies the text of the whole frame, or the sentence of an event, with control characters escaped. */
export async function copyRowText(row: PanelRow): Promise<void> {
  if (row.sentence !== undefined) return host.copy(pastableText(row.sentence));
  const { encoding = 'utf8' } = panelState().endpoint.config;
  const text = row.more === 0 ? row.text : decodeText(await host.entryBytes(row.seq, 0, copyBytes), encoding);
  await host.copy(pastableText(text, encoding));
}

export async function copyHex(row: PanelRow): Promise<void> {
  await host.copy(formatHex(await host.entryBytes(row.seq, 0, copyBytes)));
}

/** Copies here; other actions are performed by the composer. */
export async function runRowAction(action: RowAction, row: PanelRow): Promise<void> {
  if (action === 'copyText') return copyRowText(row);
  if (action === 'copyHex') return copyHex(row);
  requestRowAction(action, row);
}

/** The hexdump of a row, shown below its line in the log. */
export interface RowDump {
  readonly isOpen: boolean;
  toggle(): void;
}

/**
 * Buttons that appear while the pointer is over a row or the row has the focus. An event is shown completely, so it can
 * only be copied.
 */
export function rowActions(row: PanelRow, inspect: () => void, dump?: RowDump): TemplateResult {
  const copy = button('copy', l10n.t('Copy Text'), () => copyRowText(row));
  if (row.direction === 'event') return html`<span class="row-actions">${copy}</span>`;
  return html`<span class="row-actions">
    ${dump ? dumpButton(dump) : nothing}
    ${button('zoom-in', l10n.t('Inspect (Enter)'), async () => inspect())}
    ${copy} ${messageButtons(row)}
  </span>`;
}

function dumpButton({ isOpen, toggle }: RowDump): TemplateResult {
  return isOpen
    ? button('chevron-up', l10n.t('Hide Hexdump (Space)'), async () => toggle())
    : button('chevron-down', l10n.t('Show Hexdump (Space)'), async () => toggle());
}

function messageButtons(row: PanelRow): TemplateResult {
  const label = l10n.t('More: copy as hex, edit and send (E), compare (D)');
  return html`${button('redo', l10n.t('Send Again (R)'), () => runRowAction('sendAgain', row))}
    <button type="button" class="icon-button codicon codicon-ellipsis" title=${label} aria-label=${label} aria-haspopup="menu"
      @click=${openMenu}></button>`;
}

/** Opens the menu of VS Code, which opens it for this event as for the right button. */
function openMenu(event: MouseEvent): void {
  event.stopPropagation();
  const button = event.currentTarget as HTMLElement;
  const { left, bottom } = button.getBoundingClientRect();
  button.dispatchEvent(
    new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: left, clientY: bottom }),
  );
}

function button(icon: string, label: string, act: () => Promise<void>): TemplateResult {
  return html`<button class="icon-button codicon codicon-${icon}" title=${label} aria-label=${label}
    @click=${(event: Event) => {
      event.stopPropagation();
      void act();
    }}></button>`;
}

/** Returns the number of the rule that replied, from 1; empty if no rule did. */
export function ruleNumber(origin: Origin | undefined): string {
  return typeof origin === 'object' ? String(origin.rule + 1) : '';
}

/** Returns `greeting`, `echo` or `reply rule 1`; empty for messages sent by a user or a program. */
export function originLabel(origin: Origin | undefined): string {
  if (origin === undefined || origin === 'send') return '';
  if (origin === 'greeting') return l10n.t('greeting');
  return origin === 'echo' ? l10n.t('echo') : l10n.t('reply rule {0}', origin.rule + 1);
}
