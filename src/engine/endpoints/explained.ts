/** Adds the cause to failures to open an endpoint. */
import { SocketError } from '../../core/socketError.ts';
import type { PortHolder } from '../sessions/portHolder.ts';

/** Names the endpoint that has the port, if that is why it failed. */
export async function explained(
  failure: SocketError,
  portHolder: () => Promise<PortHolder | undefined>,
): Promise<SocketError> {
  if (failure.code !== 'EADDRINUSE') return failure;
  // Another window's records can't be read: then the port counts as another program's.
  const holder = await portHolder().catch(() => undefined);
  return holder ? new SocketError(failure.code, { ...failure.params, ...holder }, { cause: failure.cause }) : failure;
}
