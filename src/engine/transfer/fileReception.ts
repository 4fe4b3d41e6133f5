/** Configuration for receiving files from a peer. */
import type { FileReception } from '../../core/endpointConfig.ts';
import type { Peer } from '../conversation/peer.ts';

/** Returns the configuration from when the peer connected; undefined for datagrams, which carry no files. */
export function fileReception({
  isStream,
  openedWith,
}: Pick<Peer, 'isStream' | 'openedWith'>): FileReception | undefined {
  return isStream ? openedWith.files : undefined;
}
