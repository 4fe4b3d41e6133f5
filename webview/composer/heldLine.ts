/**
 * The line that says that a draft is sent only to the recipient for which it was begun, and offers to send it to all.
 */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { everyPeer } from '../peerCounts.ts';
import type { PeerLabels } from '../peerLabels.ts';
import { chosenValue, targetOptions } from './targetOptions.ts';
import { hasGone, recipients, type Sending } from './targets.ts';

/** Whether the draft can be sent, but to fewer recipients than other messages. */
export function isDraftHeld(sending: Sending): boolean {
  return sending.isHeld === true && !hasGone(sending);
}

export function heldLine(sending: Sending, labels: PeerLabels, chooseAll: () => void): TemplateResult {
  return html`${l10n.t('This message still goes only to {0}.', recipientLabel(sending, labels))}
    <button type="button" class="link" @click=${chooseAll}>${l10n.t('Change to All')}</button>`;
}

/** Returns the note to show after sending: the next message has more recipients. */
export function heldNote(sending: Sending, labels: PeerLabels): string {
  const all = everyPeer(sending.endpoint, recipients(sending));
  return l10n.t('Sent only to {0}. The next message goes to {1}.', recipientLabel(sending, labels), all);
}

function recipientLabel(sending: Sending, labels: PeerLabels): string {
  const value = chosenValue(sending);
  return targetOptions(sending, labels, []).find(option => option.value === value)?.label ?? '';
}
