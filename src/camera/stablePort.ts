/** A port that stays the same over time: browsers grant camera access to a page's address, including the port. */
import { once } from 'node:events';
import type { Server } from 'node:net';

/** Store of previously used ports, oldest first. Another window may be using the first of them. */
export interface RememberedPorts {
  /** Returns any stored value; anything in it that isn't a port is skipped. */
  get(): unknown;
  set(ports: readonly number[]): void;
}

/** A literal address: `localhost` may resolve to the other family, where another user's server would get the token. */
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

/** Returns false if the port isn't available, whether in use or reserved by the system. */
async function listens(server: Server, port: number): Promise<boolean> {
  try {
    server.listen(port, loopbackAddress);
    await once(server, 'listening');
    return true;
  } catch {
    return false; // The reason doesn't matter.
  }
}

function isPort(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) > 0 && Number(value) < 65_536;
}
