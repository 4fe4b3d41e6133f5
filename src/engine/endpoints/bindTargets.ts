/** Resolves the addresses to bind for a host: `localhost` is both loopback addresses if there are two. */
import { SocketError } from '../../core/socketError.ts';

export interface BindTarget {
  readonly host: string;
  /** May be missing on this machine without causing an error. */
  readonly optional: boolean;
}

const portTries = 10;
/** The address family isn't available: there is no IPv6 in this kernel, or no ::1 on its loopback interface. */
const familyMissing = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL']);

export function bindTargets(host: string): BindTarget[] {
  if (host !== 'localhost') return [{ host, optional: false }];
  return [
    { host: '127.0.0.1', optional: false },
    { host: '::1', optional: true },
  ];
}

/** A bound socket: knows its port and can be closed. */
export interface Bound {
  readonly port: number;
  close(): void;
}

/**
 * Binds every target to the same port. With port 0, the first target picks it, and another one is picked if it is in use in the other
 * family. Rejects with the error from `bind`; nothing stays bound then.
 */
export async function bindAll<B extends Bound>(
  host: string,
  port: number,
  bind: (host: string, port: number) => Promise<B>,
): Promise<B[]> {
  for (let tries = 1; ; tries++) {
    const bound: B[] = [];
    try {
      for (const target of bindTargets(host)) await bindTarget(target, bound, port, bind);
      return bound;
    } catch (error) {
      for (const one of bound) one.close();
      const taken = error instanceof SocketError && error.code === 'EADDRINUSE';
      if (!(taken && port === 0 && bound.length > 0 && tries < portTries)) throw error;
    }
  }
}

async function bindTarget<B extends Bound>(
  { host, optional }: BindTarget,
  bound: B[],
  port: number,
  bind: (host: string, port: number) => Promise<B>,
): Promise<void> {
  try {
    bound.push(await bind(host, bound[0]?.port ?? port));
  } catch (error) {
    if (!(optional && error instanceof SocketError && familyMissing.has(error.code))) throw error;
  }
}
