/** Failures of UDP sends, with the endpoint option that fixes them. */
import { isLoopback, parseAddress } from '../../core/address.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { isSystemFailure, type SocketOperation } from '../../core/errorParams.ts';
import { SocketError } from '../../core/socketError.ts';

/** Returns the error to report for a failed operation; `address` is the datagram's destination, `host:port`. */
export function datagramFailure(
  error: unknown,
  operation: SocketOperation,
  address: string,
  config: EndpointConfig,
): SocketError {
  const socketError = SocketError.from(error, operation, address);
  const { failure, cause } = socketError;
  if (!isSystemFailure(failure)) return socketError;
  const option = optionFor(failure.code, address, config);
  return SocketError.system(failure.code, { ...failure.params, kind: 'udp', ...(option && { option }) }, { cause });
}

function optionFor(code: string, address: string, config: EndpointConfig): 'broadcast' | 'address' | undefined {
  // The system refuses broadcast addresses, which only it knows, unless the socket may send to them.
  if (code === 'EACCES' && !config.options?.broadcast) return 'broadcast';
  // A socket bound to loopback can't send anywhere else.
  const leaves = isLoopback(parseAddress(config.address).host) && !isLoopback(parseAddress(address).host);
  return code === 'EINVAL' && leaves ? 'address' : undefined;
}
