/** What an endpoint is called, the same everywhere. */
import { parseAddress, withoutScheme } from './address.ts';
import { formatRemote, isConnected } from './datagramTarget.ts';
import type { EndpointConfig } from './endpointConfig.ts';
import type { EndpointSnapshot } from './endpointSnapshot.ts';
import { phrase, toldPhrase } from './phrase.ts';

type Named = Pick<EndpointSnapshot, 'config' | 'address'>;

/** The name, or the address that it is known by. */
export function endpointLabel(endpoint: Named): string {
  return endpoint.config.name ?? addressLabel(endpoint);
}

/**
 * The address that an endpoint is known by: the one it listens on or connects to. A UDP socket with a remote is known by that, written
 * `→ host:port`, since its own port is usually any free one; a port from its config comes before the arrow: `:5000 → host:port`.
 */
export function addressLabel({ config, address }: Named): string {
  const remote = remoteOf(config);
  if (remote === undefined) return withoutScheme(address);
  const port = portOf(config.address);
  return port === undefined ? `→ ${remote}` : `:${port} → ${remote}`;
}

/** The same without an arrow, for screen readers. */
export function spokenAddress(endpoint: Named, translate?: Parameters<typeof toldPhrase>[1]): string {
  const { config, address } = endpoint;
  const remote = remoteOf(config);
  if (remote === undefined) return withoutScheme(address);
  const port = portOf(config.address);
  const spoken = port === undefined ? phrase('to {0}', remote) : phrase('from port {0} to {1}', port, remote);
  return toldPhrase(spoken, translate);
}

/** The address that it is known by, with its scheme, to be used elsewhere. */
export function copiedAddress({ config, address }: Named): string {
  const remote = remoteOf(config);
  return remote === undefined ? address : `udp://${remote}`;
}

/** Where a UDP socket sends by default, as `host:port`. */
export function remoteOf({ kind, remote }: EndpointConfig): string | undefined {
  return kind === 'udp' && remote !== undefined ? formatRemote(remote) : undefined;
}

/** How many senders a UDP socket is shown with: none that are counted where only its remote can be one, or nothing was received yet. */
export function shownSenders({
  config,
  senders = 0,
}: Pick<EndpointSnapshot, 'config' | 'senders'>): number | undefined {
  return isConnected(config) || (config.remote !== undefined && senders === 0) ? undefined : senders;
}

/** Its own address, if it is known by another one and has been bound. */
export function boundAddress({ config, address }: Named): string | undefined {
  return remoteOf(config) !== undefined && portOf(address) !== undefined ? address : undefined;
}

/** Nothing if the system chooses it, or where the text isn't an address. */
function portOf(address: string): number | undefined {
  try {
    return parseAddress(address).port || undefined;
  } catch {
    return undefined;
  }
}
