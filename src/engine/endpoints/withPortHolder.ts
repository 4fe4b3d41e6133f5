/** Adds the cause to failures to open an endpoint. */
import { SocketError } from '../../core/socketError.ts';
import type { PortHolder } from '../sessions/portHolder.ts';

/** Adds the endpoint that holds the port to the error, if that is why opening failed. */
export async function explained(
  error: SocketError,
  portHolder: () => Promise<PortHolder | undefined>,
): Promise<SocketError> {
  const { failure, cause } = error;
  if (failure.code !== 'EADDRINUSE') return error;
  // If another window's records can't be read, the port counts as another program's.
  const holder = await portHolder().catch(() => undefined);
  return holder ? SocketError.system(failure.code, { ...failure.params, ...holder }, { cause }) : error;
}
