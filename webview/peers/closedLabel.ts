/** Labels a peer in a list. A closed one is labeled with the time, since several may have had the same address. */
import * as l10n from '@vscode/l10n';
import type { PeerSnapshot } from '../../src/core/endpointSnapshot.ts';
import { formatTime } from '../formatTime.ts';

export function closedLabel({ closedAt }: PeerSnapshot, label: string): string {
  return closedAt === undefined ? label : l10n.t('{0}, until {1}', label, formatTime(closedAt));
}
