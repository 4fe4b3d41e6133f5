/** Sends only the bytes of files, one file after another, like `nc`. */
import { owned } from '../../owned.ts';
import { withSource } from '../disk/filesToOpen.ts';
import { pump } from '../pump.ts';
import type { BeginSending } from '../sender.ts';

export const beginRaw: BeginSending = async ({ peer, transfer, options }) => {
  const lane = await peer.lane(transfer.signal);
  let isBegun = false;
  /** Aborts the connection if our end of stream would make the receiver mistake the bytes sent so far for the whole. */
  const spoil = () => {
    const { state } = peer.snapshot;
    const willEnd = options.endAfter || state !== 'open';
    if (isBegun && willEnd && state !== 'closed') peer.abort();
  };
  // Synchronous, since code that cancels in order to close the connection sends our end of stream next.
  const onAbort = owned(peer, 'rawSender.abort', spoil);
  transfer.signal.addEventListener('abort', onAbort);
  return {
    async send(file) {
      try {
        await withSource(file, { isHashed: false }, source =>
          pump(source, transfer, transfer.signal, bytes => {
            isBegun = true;
            return lane.write([bytes]);
          }),
        );
      } catch (error) {
        spoil();
        throw error;
      }
      return undefined;
    },
    release: () => {
      transfer.signal.removeEventListener('abort', onAbort);
      lane.release();
    },
  };
};
