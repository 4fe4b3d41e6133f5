/** Which keys of a config apply to which kind of endpoint. Keys that aren't listed apply to all. */
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

/** The same for socket options: others aren't refused, they have no effect. */
export const kindsOfOption: Record<keyof SocketOptions, readonly EndpointKind[]> = {
  noDelay: streams,
  keepAliveMs: streams,
  reuseAddress: ['udp'],
  localAddress: ['tcp-client'],
  localPort: ['tcp-client'],
  broadcast: ['udp'],
  ttl: ['udp'],
};

/** Returns the config without the keys that its kind doesn't have; unknown keys are kept. */
export function withoutForeignKeys(config: EndpointConfig): EndpointConfig {
  const kept = Object.entries(config).filter(([key]) => {
    const kinds = kindsOf[key as keyof EndpointConfig];
    return kinds === undefined || kinds.includes(config.kind);
  });
  return Object.fromEntries(kept) as unknown as EndpointConfig;
}
