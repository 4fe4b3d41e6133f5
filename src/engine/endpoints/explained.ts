/** Failures to open, with what they have to do with. */
import { SocketError } from '../../core/socketError.ts';
import type { PortHolder } from '../sessions/portHolder.ts';

/** Names the endpoint that has the port, where that is why it failed. */
export async function explained(
  failure: SocketError,
  portHolder: () => Promise<PortHolder | undefined>,
): Promise<SocketError> {
  if (failure.code !== 'EADDRINUSE') return failure;
  // Another window's records can't be read: then it is some program that has the port.
  const holder = await portHolder().catch(() => undefined);
  return holder ? new SocketError(failure.code, { ...failure.params, ...holder }, { cause: failure.cause }) : failure;
}
