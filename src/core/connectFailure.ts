/** Tells temporary connection failures from permanent ones, and makes a client wait for the former to pass. */
import type { EndpointConfig } from './endpointConfig.ts';
import { defaultReconnect } from './limits.ts';
import type { SocketFailure } from './socketError.ts';

/** The config asks for what this machine can't do: waiting doesn't change that. */
const hopeless = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL', 'ENAMETOOLONG']);

/** True if the same connection may succeed later: nothing listens yet, the name isn't known yet, the host doesn't answer. */
export function mayConnectLater({ code, params }: SocketFailure): boolean {
  if (code === 'CONNECT_TIMEOUT' || code === 'CONNECTION_LOST') return true;
  // Node reports an invalid argument, such as a malformed local address, as `ERR_…`.
  return params.operation === 'connect' && !hopeless.has(code) && !code.startsWith('ERR_');
}

/** *Keep Trying* makes sense for a client that failed like this. */
export function canKeepTrying({ kind }: EndpointConfig, failure: SocketFailure | undefined): boolean {
  return kind === 'tcp-client' && failure !== undefined && mayConnectLater(failure);
}

/** The same client with no limit to its attempts; its own waits where it has some. */
export function keptTrying(config: EndpointConfig): EndpointConfig {
  const { minMs, maxMs } = config.reconnect ?? defaultReconnect;
  return { ...config, reconnect: { minMs, maxMs } };
}
