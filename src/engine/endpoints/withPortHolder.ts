/** Adds the cause to failures to open an endpoint. */
import { SocketError } from '../../core/socketError.ts';
import type { PortHolder } from '../sessions/portHolder.ts';

/** Names the endpoint that has the port, if that is why it failed. */
export async function withPortHolder(
  error: SocketError,
  portHolder: () => Promise<PortHolder | undefined>,
): Promise<SocketError> {
  const { failure, cause } = error;
  if (failure.code !== 'EADDRINUSE') return error;
  // If another window's records can't be read, the port counts as another program's.
  const holder = await portHolder().catch(() => undefined);
  return holder ? SocketError.system(failure.code, { ...failure.params, ...holder }, { cause }) : error;
}
