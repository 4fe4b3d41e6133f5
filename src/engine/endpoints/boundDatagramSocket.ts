/** A bound datagram socket, with promises for what `dgram` reports by events. */
import { createSocket, type Socket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { isIPv4, isIPv6, SocketAddress } from 'node:net';
import { networkInterfaces } from 'node:os';
import { formatAddress, isLoopback, isWildcard, plainHost } from '../../core/address.ts';
import type { SocketOptions } from '../../core/endpointConfig.ts';
import { SocketError } from '../../core/socketError.ts';
import { owned } from '../owned.ts';

/** Size of the receive buffer, for bursts between two turns of the event loop; the system may grant less. */
const receiveBufferBytes = 4 * 1024 * 1024;

export interface BoundDatagramSocket {
  readonly socket: Socket;
  readonly family: 4 | 6;
  readonly port: number;
  close(): void;
}

export async function bindDatagramSocket(
  host: string,
  port: number,
  options: SocketOptions,
): Promise<BoundDatagramSocket> {
  const address = formatAddress({ scheme: 'udp', host, port });
  const family = await familyOf(host, address);
  const socket = createSocket({
    type: family === 6 ? 'udp6' : 'udp4',
    reuseAddr: options.reuseAddress ?? false,
    recvBufferSize: receiveBufferBytes,
  });
  return new Promise((resolve, reject) => {
    const failed = (failure: SocketError) => {
      reject(failure);
      socket.close();
    };
    const onError = (error: Error) => failed(SocketError.from(error, 'bind', address));
    const onBound = () => {
      socket.removeAllListeners('error');
      setDatagramOptions(socket, options);
      resolve({ socket, family, port: socket.address().port, close: () => socket.close() });
    };
    socket.once('error', owned({ failed }, 'boundDatagramSocket.error', onError));
    socket.bind({ address: host, port, exclusive: true }, owned({ failed }, 'boundDatagramSocket.bound', onBound));
  });
}

/** Options that can be set on an open socket. An absent option stays unchanged. */
export function setDatagramOptions(socket: Socket, { broadcast, ttl }: SocketOptions): void {
  if (broadcast !== undefined) socket.setBroadcast(broadcast);
  if (ttl !== undefined) socket.setTTL(ttl);
}

/** Resolves when the socket receives from and sends to a single address only. */
export function connectDatagramSocket(socket: Socket, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const onConnected = (...[error]: unknown[]) => {
      if (error) reject(SocketError.from(error, 'connect', formatAddress({ scheme: 'udp', host, port })));
      else resolve();
    };
    socket.connect(port, host, owned({ failed: reject }, 'boundDatagramSocket.connected', onConnected));
  });
}

export interface ResolvedHost {
  readonly host: string;
  readonly family: 4 | 6;
}

/** Resolves a host to its address in the first available family. @throws SocketError ENOTFOUND and the like. */
export async function resolveHost(host: string, families: readonly (4 | 6)[], address: string): Promise<ResolvedHost> {
  const found = await lookup(host, { all: true }).catch(error => {
    throw SocketError.from(error, 'send', address);
  });
  const usable = found.find(one => families.includes(one.family as 4 | 6));
  if (!usable) throw SocketError.system('EAFNOSUPPORT', { operation: 'send', address, family: found[0]?.family ?? 0 });
  const family = usable.family as 4 | 6;
  return { host: family === 6 ? canonical(usable.address) : usable.address, family };
}

/** Returns an IPv6 address as the system reports it for received datagrams: `::1`, not `0:0:0:0:0:0:0:1`. */
function canonical(address: string): string {
  const [host = '', zone] = address.split('%');
  const { address: plain } = new SocketAddress({ address: host, family: 'ipv6' });
  return zone === undefined ? plain : `${plain}%${zone}`;
}

async function familyOf(host: string, address: string): Promise<4 | 6> {
  if (isIPv6(host)) return 6;
  const { family } = await lookup(host).catch(error => {
    throw SocketError.from(error, 'bind', address);
  });
  return family === 6 ? 6 : 4;
}

/** Returns true if a socket would receive what it sends to this address. */
export function isOwnAddress({ socket, port: ownPort }: BoundDatagramSocket, host: string, port: number): boolean {
  if (port !== ownPort) return false;
  const { address } = socket.address();
  if (!isWildcard(address)) return withoutZone(address) === withoutZone(host);
  const own = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses);
  return isLoopback(host) || own.some(one => one.address === withoutZone(host));
}

/** Returns the host in the form the socket needs: an IPv6 socket takes IPv4 addresses mapped to IPv6. */
export function hostFor({ family }: BoundDatagramSocket, host: string): string {
  return family === 6 && isIPv4(host) ? `::ffff:${host}` : host;
}

function withoutZone(host: string): string {
  return plainHost(host).replace(/%.*/, '');
}
