/** Delivers a dropped file slice by slice, since it may be larger than any memory. */
import { maxSliceBytes } from '../../src/core/limits.ts';
import type { PanelCalls } from '../../src/protocol/panelCalls.ts';

/**
 * Number of slices in transit: each one takes long to cross the window and its host, but several take little longer.
 */
const maxUnderWay = 8;

type Spools = Pick<PanelCalls, 'spool' | 'closeSpool'>;

/** Resolves when the file has been delivered, or when its bytes are no longer needed. Rejects if it can't be read. */
export async function pumpFile(file: Blob, spool: string, calls: Spools): Promise<void> {
  const underWay: Promise<void>[] = [];
  let isWanted = true;
  let complete = false;
  try {
    for (let at = 0; at < file.size && isWanted; at += maxSliceBytes) {
      const bytes = new Uint8Array(await file.slice(at, at + maxSliceBytes).arrayBuffer());
      if (underWay.length >= maxUnderWay) await underWay.shift();
      const refused = () => {
        // The transfer was cancelled or has failed; its card says why.
        isWanted = false;
      };
      underWay.push(calls.spool(spool, bytes).catch(refused));
    }
    await Promise.all(underWay);
    complete = isWanted;
  } finally {
    await calls.closeSpool(spool, complete).catch(() => undefined /* the spool ended with its transfer */);
  }
}
