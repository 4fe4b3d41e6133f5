/** Transfers as the host tells them, for tests. */
import type { PanelTransfer } from '../../../../src/protocol/panelCalls.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

/** One that is received and of which nothing has come, but for what is given. */
export function transfer(id: string, given: Partial<PanelTransfer> = {}): PanelTransfer {
  const { size: _, ...unsized } = transferSnapshot({ id, name: `${id}.bin`, direction: 'in', bytes: 0, queuedMs: 0 });
  return { ...unsized, bytesPerSecond: 0, ...given };
}
