/** Moves a file's blocks to where they go, as fast as they are taken. */
import { unawaited } from '../owned.ts';
import type { FileSource } from './fileSource.ts';
import type { Transfer } from './transfer.ts';
import { withSignal } from './withSignal.ts';

/**
 * Reads on while blocks are on their way: the source lends a few at a time, so that it waits for the slower side. Rejects with the first
 * failure of either side, or with the signal's reason; what is on its way then may still go.
 */
export async function pump(
  source: FileSource,
  transfer: Transfer,
  signal: AbortSignal,
  write: (bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  const failing = new AbortController();
  const stopped = AbortSignal.any([signal, failing.signal]);
  let last: Promise<void> = Promise.resolve();
  for (;;) {
    await withSignal(transfer.mayGo(), stopped);
    const block = await withSignal(source.read(), stopped);
    if (!block) return withSignal(last, stopped);
    last = write(block.bytes).then(() => transfer.advance(block.bytes.length));
    const over = last.catch(error => failing.abort(error));
    unawaited(transfer, 'pump.written', () => over.finally(block.release));
  }
}
