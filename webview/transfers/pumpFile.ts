/** Hands the bytes of a dropped file over, slice by slice: it may be larger than any memory. */
import type { PanelCalls } from '../../src/protocol/panelCalls.ts';

export const sliceBytes = 1024 * 1024;

type Spools = Pick<PanelCalls, 'spool' | 'closeSpool'>;

/**
 * Resolves when the file is over, or when nobody wants its bytes any more. Rejects when it can't be read. The next slice is read while
 * the one before is on its way.
 */
export async function pumpFile(file: Blob, spool: string, calls: Spools): Promise<void> {
  let taken: Promise<boolean> = Promise.resolve(true);
  let complete = false;
  try {
    for (let at = 0; at < file.size; at += sliceBytes) {
      const bytes = new Uint8Array(await file.slice(at, at + sliceBytes).arrayBuffer());
      if (!(await taken)) return;
      taken = calls.spool(spool, bytes).then(
        () => true,
        () => false /* cancelled or failed: its card says why */,
      );
    }
    complete = await taken;
  } finally {
    await calls.closeSpool(spool, complete).catch(() => undefined /* it has gone with its transfer */);
  }
}
