/** Moves a file's blocks to their destination as fast as they are accepted. */
import { startOwned } from '../owned.ts';
import type { FileSource } from './disk/fileSource.ts';
import type { Transfer } from './transfer.ts';
import { withSignal } from './withSignal.ts';

/**
 * Reads ahead while blocks are on their way: the source lends a few at a time, so it waits for the slower side. Rejects with the first
 * failure of either side, or with the signal's reason; blocks on their way may still be sent then.
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
    const written = last.catch(error => failing.abort(error));
    startOwned(transfer, 'pump.written', () => written.finally(block.release));
  }
}
