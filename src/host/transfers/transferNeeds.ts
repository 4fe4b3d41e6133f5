/** Checks a transfer that continues or is sent again: the permission under which it began may have been revoked. */
import type { TransferAction } from '../../core/transfer/transferActions.ts';
import type { TransferSnapshot } from '../../core/transfer/transferSnapshot.ts';
import { type Granted, type NotAllowed, receptionNeeds, sendingNeeds } from '../permissions/checks.ts';
import type { Transfers } from './transfers.ts';

/** Returns the missing permissions; none for files that the user chose, and for actions that move no bytes. */
export async function transferNeeds(
  permissions: Granted,
  transfers: Pick<Transfers, 'endpoints' | 'filesOf' | 'approved'>,
  action: TransferAction,
  { id, endpoint, direction }: TransferSnapshot,
): Promise<NotAllowed[]> {
  if (action !== 'accept' && action !== 'retry' && action !== 'resume') return [];
  if (direction === 'in') return receptionNeeds(permissions, transfers.endpoints.find(endpoint).config);
  const files = transfers.filesOf(id).filter(file => !transfers.approved.has(file));
  return (await Promise.all(files.map(file => sendingNeeds(permissions, file)))).flat();
}
