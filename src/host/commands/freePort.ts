/** A port to propose. */
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

interface Wanted {
  readonly isUdp?: boolean;
  readonly host?: string;
  /** Ports reserved for other endpoints, open or not. */
  readonly taken?: ReadonlySet<number>;
}

/** The first port from `from` that is free, for TCP on the loopback unless told otherwise; `from` itself when none of the next hundred is. */
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
