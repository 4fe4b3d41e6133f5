/** The two ends of a conversation in packets. Unknown addresses are made up, so that each conversation is a stream. */
import { isIP, isIPv4 } from 'node:net';
import { type Address, isLoopback, isWildcard, parseAddress } from '../../../core/address.ts';
import type { Encoding, EndpointKind } from '../../../core/endpointConfig.ts';
import type { PeerNames } from '../../../core/endpointSnapshot.ts';
import { listens } from '../../../core/kinds.ts';
import type { PacketEnd } from './packetHeaders.ts';

/** The exported endpoint: its kind and its bound address, or the remote address of a client. */
export interface ExportedEndpoint {
  readonly kind: EndpointKind;
  readonly address: string;
  readonly peerNames?: PeerNames;
  readonly encoding?: Encoding;
}

/** IANA's dynamic ports, and the port before them. */
const firstFreePort = 49_152;
const freePorts = 16_384;
const madeUpPort = firstFreePort - 1;

/** Returns our end and the peer's. `index` counts the peers of an export. */
export function packetSides(
  endpoint: ExportedEndpoint,
  peerAddress: string,
  index: number,
): { ours: PacketEnd; theirs: PacketEnd } {
  const bound = addressOf(endpoint.address);
  const peer = addressOf(peerAddress);
  if (!bound || bound.path !== undefined || !peer || isIP(peer.host.replace(/%.*/, '')) === 0) {
    const client = {
      host: `127.1.${(index >> 8) & 0xff}.${index & 0xff}`,
      port: firstFreePort + ((index >> 16) % freePorts),
    };
    const server = { host: '127.0.0.1', port: madeUpPort };
    return listens(endpoint) ? { ours: server, theirs: client } : { ours: client, theirs: server };
  }
  const host = ourHost(listens(endpoint) ? bound.host : undefined, peer.host);
  // The transcript of a client doesn't say which port it connected from.
  const port = listens(endpoint) ? bound.port || madeUpPort : firstFreePort + (index % freePorts);
  return { ours: { host, port }, theirs: { host: peer.host, port: peer.port } };
}

/** Returns the host on our side that the peer talks to, in the peer's address family. */
function ourHost(bound: string | undefined, peer: string): string {
  const isFour = isIPv4(peer);
  if (bound !== undefined && isIP(bound) !== 0 && isIPv4(bound) === isFour && !isWildcard(bound)) return bound;
  if (isLoopback(peer)) return isFour ? '127.0.0.1' : '::1';
  return isFour ? '0.0.0.0' : '::';
}

function addressOf(text: string): Address | undefined {
  try {
    return parseAddress(text);
  } catch {
    return undefined; // Not an address that a packet can carry.
  }
}
