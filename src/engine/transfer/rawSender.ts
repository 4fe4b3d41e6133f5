/** Files as their bytes alone, one after another: what `nc` would put on the wire. */
import { withSource } from './filesToOpen.ts';
import { pump } from './pump.ts';
import type { BeginSending } from './sender.ts';

export const beginRaw: BeginSending = async ({ peer, transfer }) => {
  const lane = await peer.lane(transfer.signal);
  return {
    async send(file) {
      await withSource(file, { isHashed: false }, source => pump(source, transfer, bytes => lane.write([bytes])));
      return undefined;
    },
    release: () => lane.release(),
  };
};
