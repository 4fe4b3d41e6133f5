/** Distinguishes temporary connection failures from permanent ones, so that a client retries only after the former. */
import type { EndpointConfig } from './endpointConfig.ts';
import { isSystemFailure, type SocketFailure } from './errorParams.ts';
import { hasField } from './kinds.ts';
import { defaultReconnect } from './limits.ts';

/** The config requires something that this machine can't do: waiting doesn't change that. */
const hopeless = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL', 'ENAMETOOLONG']);

/** Whether the connection may succeed later: nothing listens yet, the name is unknown, or the host doesn't respond. */
export function mayConnectLater(failure: SocketFailure): boolean {
  const { code } = failure;
  if (code === 'CONNECT_TIMEOUT' || code === 'CONNECTION_LOST') return true;
  // Node reports an invalid argument, such as a malformed local address, with a code `ERR_…`.
  return (
    isSystemFailure(failure) &&
    failure.params.operation === 'connect' &&
    !hopeless.has(code) &&
    !code.startsWith('ERR_')
  );
}

/** Whether *Keep Trying* makes sense for a client after this failure. */
export function canKeepTrying(config: EndpointConfig, failure: SocketFailure | undefined): boolean {
  return hasField(config, 'reconnect') && failure !== undefined && mayConnectLater(failure);
}

/** Returns the client's config with unlimited attempts and its own delays. */
export function keptTrying(config: EndpointConfig): EndpointConfig {
  const { minMs, maxMs } = config.reconnect ?? defaultReconnect;
  return { ...config, reconnect: { minMs, maxMs } };
}
