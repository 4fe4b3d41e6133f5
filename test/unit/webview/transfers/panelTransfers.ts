/** Transfers as reported by the host, for tests. */
import type { PanelTransfer } from '../../../../src/protocol/panelCalls.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

/** One that is being received and of which nothing has arrived, except for the given values. */
export function transfer(id: string, given: Partial<PanelTransfer> = {}): PanelTransfer {
  const { size: _, ...unsized } = transferSnapshot({ id, name: `${id}.bin`, direction: 'in', bytes: 0, queuedMs: 0 });
  return { ...unsized, bytesPerSecond: 0, ...given };
}
