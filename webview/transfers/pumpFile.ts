/** Delivers the bytes of a dropped file slice by slice: it may be larger than any memory. */
import { maxSliceBytes } from '../../src/core/limits.ts';
import type { PanelCalls } from '../../src/protocol/panelCalls.ts';

/** Number of slices in transit: each takes long through the window and its host, and together they take little longer. */
const maxUnderWay = 8;

type Spools = Pick<PanelCalls, 'spool' | 'closeSpool'>;

/** Resolves when the file has been delivered, or when its bytes aren't needed any more. Rejects if it can't be read. */
export async function pumpFile(file: Blob, spool: string, calls: Spools): Promise<void> {
  const underWay: Promise<void>[] = [];
  let isWanted = true;
  let complete = false;
  try {
    for (let at = 0; at < file.size && isWanted; at += maxSliceBytes) {
      const bytes = new Uint8Array(await file.slice(at, at + maxSliceBytes).arrayBuffer());
      if (underWay.length >= maxUnderWay) await underWay.shift();
      const refused = () => {
        // Cancelled or failed: its card says why.
        isWanted = false;
      };
      underWay.push(calls.spool(spool, bytes).catch(refused));
    }
    await Promise.all(underWay);
    complete = isWanted;
  } finally {
    await calls.closeSpool(spool, complete).catch(() => undefined /* it ended with its transfer */);
  }
}
