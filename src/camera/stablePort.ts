/** A port that stays the same over time: browsers grant camera access to a page's address, including the port. */
import { once } from 'node:events';
import type { Server } from 'node:net';

/** Where previously used ports are stored, oldest first; another window may be using the first of them. */
export interface RememberedPorts {
  /** Any stored value; anything that isn't a port is skipped. */
  get(): unknown;
  set(ports: readonly number[]): void;
}

/** As a literal: `localhost` may lead to another user's server on the other address family, which would receive the token. */
export const loopbackAddress = '127.0.0.1';
const maxRemembered = 8;

/** Listens on the first remembered port that is free, otherwise on a new one, which is remembered; returns it. */
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

/** In use by others, or reserved by the system: either way, it isn't available. */
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
