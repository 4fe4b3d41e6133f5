/** What a peer is called in a list of several: one that has closed with the time, since one address may stand for many. */
import * as l10n from '@vscode/l10n';
import type { PeerSnapshot } from '../../src/core/endpointSnapshot.ts';
import { formatTime } from '../formatTime.ts';

export function closedLabel({ closedAt }: PeerSnapshot, label: string): string {
  return closedAt === undefined ? label : l10n.t('{0}, until {1}', label, formatTime(closedAt));
}
