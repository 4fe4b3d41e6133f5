/** An entry of the transcript as a message that can be sent again. */
import type { SendTarget } from '../../core/endpointSnapshot.ts';
import { isStream, type KindConfig, manyPeers } from '../../core/kinds.ts';
import { SocketError } from '../../core/socketError.ts';
import type { PeerIdentity } from '../conversation/peerIdentity.ts';
import type { Transcript } from '../transcript/transcript.ts';

/** Returns the bytes of an entry and the peer it belongs to. Rejects with NO_ENTRY if it no longer exists or isn't a message. */
export async function messageOf(
  { index, rows }: Transcript,
  seq: number,
  config: KindConfig,
): Promise<{ bytes: Uint8Array; target: SendTarget | undefined }> {
  if (seq < index.first || seq >= index.count) throw new SocketError('NO_ENTRY');
  const { direction, peer: number, length } = index.entry(seq);
  const peer = index.peerOf(number);
  if (direction === 'event' || !peer) throw new SocketError('NO_ENTRY');
  return { bytes: await rows.entryBytes(seq, 0, length), target: targetLike(peer, config) };
}

/** A client always has the same server; a datagram is sent to the same address, whichever program is there now. */
function targetLike({ id, address }: PeerIdentity, config: KindConfig): SendTarget | undefined {
  if (!isStream(config)) return { address };
  return manyPeers(config) ? { peer: id, address } : undefined;
}
