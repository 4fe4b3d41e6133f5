/** Transfer snapshots for tests. */
import type { TransferSnapshot } from '../../src/core/transfer/transferSnapshot.ts';

/** Returns a running transfer, with `given` overriding its properties. */
export function transferSnapshot(given: Partial<TransferSnapshot> = {}): TransferSnapshot {
  return {
    id: 't1',
    endpoint: 'e1',
    peer: { id: 'p1', address: '127.0.0.1:5000' },
    direction: 'out',
    mode: 'raw',
    name: 'photo.png',
    files: { done: 0, total: 1 },
    size: 100,
    bytes: 10,
    state: 'running',
    bytesPerSecond: 5,
    queuedMs: 1,
    canRetry: false,
    ...given,
  };
}
