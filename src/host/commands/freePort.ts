/** A port to propose. */
import { createServer } from 'node:net';

/** The first port from `from` that is free on the loopback, for TCP; `from` itself when none of the next hundred is. */
export async function nextFreePort(from: number): Promise<number> {
  for (let port = from; port < Math.min(from + 100, 65_536); port++) if (await isFree(port)) return port;
  return from;
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
