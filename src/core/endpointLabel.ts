/** Labels of endpoints, used everywhere. */
import { parseAddress, withoutScheme } from './address.ts';
import { formatRemote, isConnected } from './datagramTarget.ts';
import type { EndpointConfig } from './endpointConfig.ts';
import type { EndpointSnapshot } from './endpointSnapshot.ts';
import { hasRemote } from './kinds.ts';
import { phrase, phraseText, type Translate } from './phrase.ts';

type Named = Pick<EndpointSnapshot, 'config' | 'address'>;

/** Returns the endpoint's name, otherwise the address that it is known by. */
export function endpointLabel(endpoint: Named): string {
  return endpoint.config.name ?? addressLabel(endpoint);
}

/** Returns the label for a sentence: for a UDP socket with a remote, without the arrow and the port before it. */
export function labelInSentence({ config, address }: Named): string {
  return config.name ?? remoteOf(config) ?? withoutScheme(address);
}

/**
 * Returns the address that an endpoint is known by: the one it listens on or connects to. A UDP socket with a remote is
 * known by the remote, as `→ host:port`, since its own port is usually arbitrary. A port from its config precedes the
 * arrow: `:5000 → host:port`.
 */
export function addressLabel({ config, address }: Named): string {
  const remote = remoteOf(config);
  if (remote === undefined) return withoutScheme(address);
  const port = portOf(config.address);
  return port === undefined ? `→ ${remote}` : `:${port} → ${remote}`;
}

/** Returns the same for an endpoint that isn't open: its config's address, since a port that it had may not be its next one. */
export function configuredLabel(config: EndpointConfig): string {
  return addressLabel({ config, address: config.address });
}

/** Returns the address that an endpoint is known by without an arrow, for screen readers. */
export function spokenAddress(endpoint: Named, translate?: Translate): string {
  const { config, address } = endpoint;
  const remote = remoteOf(config);
  if (remote === undefined) return withoutScheme(address);
  const port = portOf(config.address);
  const spoken = port === undefined ? phrase('to {0}', remote) : phrase('from port {0} to {1}', port, remote);
  return phraseText(spoken, translate);
}

/** Returns the address that an endpoint is known by with its scheme, for the clipboard. */
export function copiedAddress({ config, address }: Named): string {
  const remote = remoteOf(config);
  return remote === undefined ? address : `udp://${remote}`;
}

/** Returns the default destination of a UDP socket, as `host:port`. */
export function remoteOf(config: EndpointConfig): string | undefined {
  return hasRemote(config) ? formatRemote(config.remote) : undefined;
}

/**
 * Returns the number of senders to show for a UDP socket; undefined if only its remote can be a sender, or if it has a
 * remote and has received nothing.
 */
export function shownSenders({
  config,
  senders = 0,
}: Pick<EndpointSnapshot, 'config' | 'senders'>): number | undefined {
  return isConnected(config) || (config.remote !== undefined && senders === 0) ? undefined : senders;
}

/** Returns a bound endpoint's own address, if it is known by another one. */
export function boundAddress({ config, address }: Named): string | undefined {
  return remoteOf(config) !== undefined && portOf(address) !== undefined ? address : undefined;
}

/** Returns undefined if the system chooses the port, or if the text isn't an address. */
function portOf(address: string): number | undefined {
  try {
    return parseAddress(address).port || undefined;
  } catch {
    return undefined;
  }
}
