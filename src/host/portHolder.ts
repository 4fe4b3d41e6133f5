/** The endpoint of this window that holds the port which another one of it wants. */
import type { SocketFailure } from '../core/socketError.ts';
import type { Endpoints } from './endpoints.ts';

/** Its id; nothing for other failures, for other programs and windows, and where it was removed since. */
export function holderOf(failure: SocketFailure | undefined, endpoints: Pick<Endpoints, 'has'>): string | undefined {
  const holder = failure?.code === 'EADDRINUSE' ? failure.params.holder : undefined;
  return typeof holder === 'string' && endpoints.has(holder) ? holder : undefined;
}
