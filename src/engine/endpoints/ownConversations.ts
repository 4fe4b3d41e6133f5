/** Finds the other side of a conversation if it belongs to an endpoint of this window, too. */
import type { Socket } from 'node:net';
import { formatHostPort, isWildcard, plainHost } from '../../core/address.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { type BoundDatagramSocket, isOwnAddress } from './boundDatagramSocket.ts';

/** Conversations of TCP clients by the addresses of their two sides. */
const clients = new Map<string, Conversation>();

/** Lists the conversation of a TCP client. Returns a function that removes it. */
export function listClient(socket: Socket, conversation: Conversation): () => unknown {
  const addresses = addressesOf(socket);
  if (!addresses) return () => undefined;
  const key = keyOf(addresses.local, addresses.remote);
  clients.set(key, conversation);
  // Its addresses may already be another one's.
  return () => clients.get(key) === conversation && clients.delete(key);
}

/** Returns a function that finds the client at the other side of a TCP server's connection; undefined for a Unix socket. */
export function clientFinder(socket: Socket): (() => Conversation | undefined) | undefined {
  const addresses = addressesOf(socket);
  if (!addresses) return undefined;
  const key = keyOf(addresses.remote, addresses.local);
  return () => clients.get(key);
}

/** The sockets of a UDP endpoint. */
export interface DatagramSockets {
  readonly bound: readonly BoundDatagramSocket[];
  /** Returns the conversation with this address, if there is one. */
  conversationAt(address: string): Conversation | undefined;
}

/** Sockets of all open UDP endpoints, except those at addresses that other programs may share. */
export const ownDatagramSockets = new Set<DatagramSockets>();

/** Returns the conversation of the endpoint at this address with this socket of another endpoint. */
export function datagramOtherSide(
  own: DatagramSockets,
  socket: BoundDatagramSocket,
  host: string,
  port: number,
): Conversation | undefined {
  if (!ownDatagramSockets.has(own)) return undefined;
  for (const sockets of ownDatagramSockets) {
    if (sockets === own || !sockets.bound.some(one => isOwnAddress(one, host, port))) continue;
    const { address } = socket.socket.address();
    // On the same machine, a socket of all interfaces sends from the address that it sends to.
    const seenAs = isWildcard(address) ? host : address;
    return sockets.conversationAt(formatHostPort(plainHost(seenAs), socket.port));
  }
  return undefined;
}

function addressesOf({ localAddress, localPort, remoteAddress, remotePort }: Socket) {
  if (localAddress === undefined || localPort === undefined) return undefined;
  if (remoteAddress === undefined || remotePort === undefined) return undefined;
  return {
    local: formatHostPort(plainHost(localAddress), localPort),
    remote: formatHostPort(plainHost(remoteAddress), remotePort),
  };
}

function keyOf(local: string, remote: string): string {
  return `${local} ${remote}`;
}
