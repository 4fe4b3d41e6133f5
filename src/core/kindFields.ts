/** Which keys of a config make sense for which kind of endpoint. Those that are not listed are for all. */
import type { EndpointConfig, EndpointKind, SocketOptions } from './endpointConfig.ts';

const streams: readonly EndpointKind[] = ['tcp-server', 'tcp-client'];

export const kindsOf: Partial<Record<keyof EndpointConfig, readonly EndpointKind[]>> = {
  remote: ['udp'],
  connected: ['udp'],
  framing: streams,
  greeting: streams,
  closeAfterGreeting: streams,
  maxPeers: ['tcp-server'],
  backlog: ['tcp-server'],
  connectTimeoutMs: ['tcp-client'],
  reconnect: ['tcp-client'],
  files: streams,
};

/** Of socket options: others are not refused, they do nothing. */
export const kindsOfOption: Record<keyof SocketOptions, readonly EndpointKind[]> = {
  noDelay: streams,
  keepAliveMs: streams,
  reuseAddress: ['udp'],
  localAddress: ['tcp-client'],
  localPort: ['tcp-client'],
  broadcast: ['udp'],
  ttl: ['udp'],
};

/** The config without what its kind doesn't have; keys that nobody knows stay. */
export function withoutForeignKeys(config: EndpointConfig): EndpointConfig {
  const kept = Object.entries(config).filter(([key]) => {
    const kinds = kindsOf[key as keyof EndpointConfig];
    return kinds === undefined || kinds.includes(config.kind);
  });
  return Object.fromEntries(kept) as unknown as EndpointConfig;
}
