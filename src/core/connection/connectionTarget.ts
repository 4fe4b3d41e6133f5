/** A connection as described by a URL or a command line, and the endpoint that makes it. */
import { formatAddress, formatHostPort, isWildcard, localSideOf, parseAddress } from '../address.ts';
import type { EndpointConfig, SocketOptions } from '../endpointConfig.ts';
import { TextError } from '../phrase.ts';

export interface ConnectionTarget {
  readonly udp?: boolean;
  readonly listen?: boolean;
  /** Whether to use IPv6 if the host doesn't imply it. */
  readonly ipv6?: boolean;
  /** Host to connect to or to listen on; if absent when listening, loopback. */
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  /** Path of a Unix domain socket, in place of host and port. */
  readonly path?: string | undefined;
  /** Host that a client connects from. */
  readonly sourceHost?: string | undefined;
  readonly sourcePort?: string | undefined;
  readonly connectTimeoutMs?: number | undefined;
  readonly crlf?: boolean;
  readonly echo?: boolean;
  readonly broadcast?: boolean;
  readonly reuseAddress?: boolean;
}

const maxTimeoutMs = 3_600_000;

/** @throws RangeError for an invalid host or port. */
export function configOfTarget(target: ConnectionTarget): EndpointConfig {
  return {
    ...ends(target),
    ...(target.crlf && { lineEnding: 'crlf' as const }),
    ...(target.echo && { reply: 'echo' as const }),
  };
}

function ends(target: ConnectionTarget): EndpointConfig {
  if (target.path !== undefined) return unixSocket(target, target.path);
  if (target.udp)
    return target.listen ? withOptions({ kind: 'udp', address: listening(target) }, target) : datagrams(target);
  return target.listen ? { kind: 'tcp-server', address: listening(target) } : tcpClient(target);
}

function unixSocket(target: ConnectionTarget, path: string): EndpointConfig {
  if (target.udp) throw new TextError('"{0}": Unix datagram sockets aren’t supported, only streams', path);
  if (path.trim() === '')
    throw new TextError(
      'the path of the Unix domain socket is missing; enter an address such as unix:/tmp/server.sock',
    );
  const address = formatAddress({ scheme: 'unix', host: '', port: 0, path });
  parseAddress(address);
  return target.listen ? { kind: 'tcp-server', address } : { kind: 'tcp-client', address, ...timeout(target) };
}

function listening({ host, port = '', ipv6 = false }: ConnectionTarget): string {
  if (host !== undefined) return hostPort(host, port).text;
  return ipv6 ? hostPort('::1', port).text : `:${hostPort('', port).port}`;
}

function tcpClient(target: ConnectionTarget): EndpointConfig {
  const { text: address } = remoteOf(target);
  const { sourceHost, sourcePort } = target;
  const options: SocketOptions = {
    ...(sourceHost !== undefined && { localAddress: hostPort(sourceHost, '0').host }),
    ...(sourcePort !== undefined && { localPort: hostPort('', sourcePort).port }),
  };
  return {
    kind: 'tcp-client',
    address,
    ...timeout(target),
    ...(Object.keys(options).length > 0 && { options }),
  };
}

function datagrams(target: ConnectionTarget): EndpointConfig {
  const remote = remoteOf(target);
  const side = parseAddress(localSideOf(remote.host));
  const local = hostPort(target.sourceHost ?? side.host, target.sourcePort ?? '0');
  return withOptions({ kind: 'udp', address: local.text, remote: remote.text }, target);
}

function withOptions(config: EndpointConfig, { broadcast, reuseAddress }: ConnectionTarget): EndpointConfig {
  if (!broadcast && !reuseAddress) return config;
  return { ...config, options: { ...(broadcast && { broadcast }), ...(reuseAddress && { reuseAddress }) } };
}

function timeout({ connectTimeoutMs = 0 }: ConnectionTarget): Partial<EndpointConfig> {
  return connectTimeoutMs >= 1 ? { connectTimeoutMs: Math.min(maxTimeoutMs, Math.round(connectTimeoutMs)) } : {};
}

/**
 * Returns where to connect. Servers print that they listen on all interfaces, which isn't a valid destination; on this
 * machine, loopback reaches them.
 */
function remoteOf({ host = '', port = '' }: ConnectionTarget): { host: string; text: string } {
  if (host === '') throw new TextError('the host to connect to is missing; enter an address such as example.com:80');
  const remote = hostPort(host, port);
  if (remote.port === 0) throw new TextError('"{0}": the port to connect to must be 1 to 65535', remote.text);
  if (!isWildcard(remote.host)) return remote;
  return hostPort(remote.host.includes(':') ? '::1' : '127.0.0.1', port);
}

function hostPort(host: string, port: string): { host: string; port: number; text: string } {
  const parsed = parseAddress(host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`);
  // Happens if words such as those of `nc unix /x` are joined.
  if (parsed.scheme !== undefined) throw new TextError('"{0}" isn’t a valid host name', host);
  return { host: parsed.host, port: parsed.port, text: formatHostPort(parsed.host, parsed.port) };
}
