/** Makes files that are being received wait for the disk after each read. */
import { mock } from 'node:test';
import { WriteBehind } from '../../src/engine/transfer/disk/writeBehind.ts';

/** Undone by `mock.restoreAll`. Returns how many reads have waited, and how many have been freed. */
export function slowWrites(): () => { readonly waited: number; readonly freed: number } {
  mock.getter(WriteBehind.prototype, 'isBusy', () => true);
  const drained = mock.method(WriteBehind.prototype, 'drained', function (this: WriteBehind) {
    return this.flush();
  });
  const transfer = mock.method(ArrayBuffer.prototype, 'transfer');
  return () => ({ waited: drained.mock.callCount(), freed: transfer.mock.callCount() });
}
