/** Finds the endpoint of this window that holds the port that another one needs. */
import type { SocketFailure } from '../../core/errorParams.ts';
import type { Endpoints } from './endpoints.ts';

/**
 * Returns its id; undefined for other failures, for ports held by other programs or windows, and if it has been
 * removed.
 */
export function endpointHoldingPort(
  failure: SocketFailure | undefined,
  endpoints: Pick<Endpoints, 'has'>,
): string | undefined {
  const holder = failure?.code === 'EADDRINUSE' ? failure.params.holder : undefined;
  return holder !== undefined && endpoints.has(holder) ? holder : undefined;
}
