/**
 * Labels a peer in a list. A closed one gets the time when it closed, since several may have had the same address.
 * Without a fraction, as in the Connections view: the time of the transcript's row is a few milliseconds earlier.
 */
import * as l10n from '@vscode/l10n';
import type { PeerSnapshot } from '../../src/core/endpointSnapshot.ts';
import { formatShortTime } from '../formatTime.ts';

export function closedLabel({ closedAt }: PeerSnapshot, label: string): string {
  return closedAt === undefined ? label : l10n.t('{0}, until {1}', label, formatShortTime(closedAt));
}
