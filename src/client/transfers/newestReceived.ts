/** Finds the most recently received file that still exists. */
import { stat } from 'node:fs/promises';
import type { TransferSnapshot } from '../../core/transfer/transferSnapshot.ts';

/** Returns its path; undefined if none was received, or all have been moved or removed since. */
export async function newestReceived(transfers: readonly TransferSnapshot[]): Promise<string | undefined> {
  const received = transfers.filter(({ direction, state }) => direction === 'in' && state === 'done');
  for (const { path } of received.sort((one, other) => (other.endedMs ?? 0) - (one.endedMs ?? 0))) {
    const found = path === undefined ? undefined : await stat(path).catch(() => undefined /* it no longer exists */);
    if (found?.isFile()) return path;
  }
  return undefined;
}
