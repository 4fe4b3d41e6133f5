/** Transfers as the host tells them, for tests. */
import type { PanelTransfer } from '../../../../src/protocol/panelCalls.ts';

export function transfer(id: string, part: Partial<PanelTransfer> = {}): PanelTransfer {
  return {
    id,
    endpoint: 'e1',
    peer: { id: 'p1', address: '127.0.0.1:5000' },
    direction: 'in',
    mode: 'raw',
    name: `${id}.bin`,
    files: { done: 0, total: 1 },
    bytes: 0,
    state: 'running',
    bytesPerSecond: 0,
    queuedMs: 0,
    canRetry: false,
    ...part,
  };
}
