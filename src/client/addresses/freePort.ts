/** Suggests a port. */
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

interface Wanted {
  readonly isUdp?: boolean;
  readonly host?: string;
  /** Ports reserved for other endpoints, open or not. */
  readonly taken?: ReadonlySet<number>;
}

/** Returns the first free port from `from` on (TCP on loopback by default); `from` itself if none of a hundred is. */
export async function nextFreePort(from: number, { isUdp, host = '127.0.0.1', taken }: Wanted = {}): Promise<number> {
  const isFree = isUdp ? isFreeForUdp : isFreeForTcp;
  for (let port = from; port < Math.min(from + 100, 65_536); port++)
    if (!taken?.has(port) && (await isFree(port, host))) return port;
  return from;
}

function isFreeForTcp(port: number, host: string): Promise<boolean> {
  return new Promise(resolve => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

function isFreeForUdp(port: number, host: string): Promise<boolean> {
  return new Promise(resolve => {
    const probe = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    probe.once('error', () => {
      probe.close();
      resolve(false);
    });
    probe.bind(port, host, () => probe.close(() => resolve(true)));
  });
}
