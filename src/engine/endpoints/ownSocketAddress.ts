import { networkInterfaces } from 'node:os';
import { isLoopback, isWildcard, plainHost } from '../../core/address.ts';
import type { BoundDatagramSocket } from './boundDatagramSocket.ts';

/** Returns true if a socket would receive what it sends to this address. */
export function isOwnAddress({ socket, port: ownPort }: BoundDatagramSocket, host: string, port: number): boolean {
  if (port !== ownPort) return false;
  const { address } = socket.address();
  if (!isWildcard(address)) return withoutZone(address) === withoutZone(host);
  const own = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses);
  return isLoopback(host) || own.some(one => one.address === withoutZone(host));
}

function withoutZone(host: string): string {
  return plainHost(host).replace(/%.*/, '');
}
