/** A port that stays the same from one time to the next: browsers keep the camera's permission for a page's address, port included. */
import { once } from 'node:events';
import type { Server } from 'node:net';

/** Where the ports that were used are kept, the oldest first; another window may have the first of them. */
export interface RememberedPorts {
  /** Whatever was stored; what is no port is passed over. */
  get(): unknown;
  set(ports: readonly number[]): void;
}

/** Literally: what `localhost` means may be another user's server on the other family, to which the token would go. */
export const loopbackAddress = '127.0.0.1';
const maxRemembered = 8;

/** Listens on the first remembered port that is free, else on a new one, which is remembered; returns it. */
export async function listenOnStablePort(server: Server, ports: RememberedPorts): Promise<number> {
  const remembered = [ports.get()].flat().filter(isPort);
  for (const port of remembered) {
    if (await listens(server, port)) return port;
  }
  server.listen(0, loopbackAddress);
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  ports.set([...remembered, port].slice(-maxRemembered));
  return port;
}

/** Taken by others, or kept by the system for itself: either way it is not to be had. */
async function listens(server: Server, port: number): Promise<boolean> {
  try {
    server.listen(port, loopbackAddress);
    await once(server, 'listening');
    return true;
  } catch {
    return false; // The reason doesn't matter, as above.
  }
}

function isPort(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) > 0 && Number(value) < 65_536;
}
