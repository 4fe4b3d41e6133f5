/** What the rows of the *Connections* view say about messages that stay incomplete. */

import { l10n } from 'vscode';
import type { EndpointSnapshot, IncompleteMessage } from '../../core/endpointSnapshot.ts';
import { framingOf } from '../../core/framing/framingOf.ts';
import { incompleteSentence } from '../../core/sentences/incompleteSentence.ts';
import { shortTimeText } from '../../core/timeText.ts';
import type { TimeFormat } from '../../core/viewDefaults.ts';
import { shownNumber, translated } from '../shown/translated.ts';

/** Returns a few words for the description, if any message is incomplete. */
export function incompleteNotes(messages: number): string[] {
  if (messages === 0) return [];
  return [messages === 1 ? l10n.t('incomplete message') : l10n.t('{0} incomplete messages', shownNumber(messages))];
}

/** Returns how much of a peer's message has arrived, and since when, for a tooltip. */
export function incompleteLine(
  { config, openedAt, peerNames = {} }: EndpointSnapshot,
  { address, since, ...progress }: IncompleteMessage & { readonly address: string },
  times: TimeFormat,
): string {
  return l10n.t(
    'incomplete message from {0} since {1}: {2}',
    peerNames[address] ?? address,
    shortTimeText(since, times, openedAt),
    translated(incompleteSentence(progress, framingOf(config.framing, 'in'))),
  );
}
