/** Moves a file's blocks to where they go, as fast as they are taken. */
import type { FileSource } from './fileSource.ts';
import type { Transfer } from './transfer.ts';

/**
 * Reads on while blocks are on their way: the source lends a few at a time, so that it waits for the slower side. Rejects with the first
 * failure of either side, or when the transfer is cancelled.
 */
export async function pump(
  source: FileSource,
  transfer: Transfer,
  write: (bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => undefined /* told by the race, or by nobody after the end */);
  // Whoever takes nothing lends no block back: reading alone would wait for ever.
  transfer.signal.addEventListener('abort', () => failed.reject(transfer.signal.reason), { once: true });
  let last: Promise<void> = Promise.resolve();
  for (;;) {
    await transfer.mayGo();
    const block = await Promise.race([source.read(), failed.promise]);
    if (!block) return Promise.race([last, failed.promise]);
    transfer.signal.throwIfAborted();
    last = write(block.bytes).then(() => transfer.advance(block.bytes.length));
    last.catch(failed.reject).finally(block.release);
  }
}
