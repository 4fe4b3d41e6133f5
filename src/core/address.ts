/** Addresses of endpoints as people write them: `tcp://host:port`, `[::1]:9000`, `:9000`, `unix:/path`. */
import { type Phrase, phrase, TextError } from './phrase.ts';
import { unsupportedScheme } from './unsupportedScheme.ts';

/** Schemes that can be opened. The parser refuses any other, so that `tls://` isn't opened unencrypted. */
export type Scheme = 'tcp' | 'udp' | 'unix' | 'pipe';

/** `host` and `port` are empty and 0 if there is a `path`. */
export interface Address {
  readonly scheme?: Scheme;
  readonly host: string;
  readonly port: number;
  /** Path of a Unix domain socket or a Windows pipe. */
  readonly path?: string;
}

/** Host of `:9000` and of a bare port: binding to all interfaces must be requested explicitly. */
const loopback = '127.0.0.1';
/** RFC 1123, plus the underscore, which some real host names contain. */
const hostLabel = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/i;
const ipv6Characters = /^[0-9a-f:.]+(?:%[a-z0-9_.-]+)?$/i;

/** @throws RangeError whose message says what is wrong with the text. */
export function parseAddress(text: string): Address {
  const trimmed = text.trim();
  const local = parsePath(trimmed);
  if (local) return local;
  const [, scheme, rest = ''] = /^(?:(tcp|udp):\/\/)?(.*)$/i.exec(trimmed) ?? [];
  const fail = (reason: Phrase): never => {
    throw new TextError('"{0}": {1}', text, reason);
  };
  const [otherScheme] = /^[a-z][a-z0-9+.-]*:\/+/i.exec(rest) ?? [];
  if (otherScheme !== undefined) fail(unsupportedScheme(otherScheme));
  const { host, port } = splitHostPort(rest.replace(/\/$/, ''), fail);
  return {
    ...(scheme && { scheme: scheme.toLowerCase() as Scheme }),
    host: checkHost(host, fail),
    port: checkPort(port, fail),
  };
}

/** Returns the address with its scheme: `tcp://[::1]:9000`, `unix:/path`. */
export function formatAddress({ scheme = 'tcp', host, port, path }: Address): string {
  if (path !== undefined) return scheme === 'pipe' ? path : formatPath(path);
  return `${scheme}://${formatHostPort(host, port)}`;
}

/** A path that begins with two slashes needs `unix://`, whose slashes belong to the scheme. */
function formatPath(path: string): string {
  return path.startsWith('//') ? `unix://${path}` : `unix:${path}`;
}

/** Returns the address without a scheme: `127.0.0.1:9000`, `[::1]:9000`. */
export function formatHostPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Returns the IPv4 address inside an IPv4-mapped IPv6 address (RFC 4291); any other host is returned unchanged. */
export function plainHost(host: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(host)?.[1] ?? host;
}

/** Whether only programs on the same machine can reach the host. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,8}){1,3}$/.test(plainHost(host));
}

/** Whether the host stands for all interfaces of the machine. */
export function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || /^[0:]*:[0:]*$/.test(host);
}

/** Returns a local address with a free port that can reach the remote: one on loopback reaches only loopback. */
export function localSideOf(host: string): string {
  if (isLoopback(host)) return host.includes(':') ? '[::1]:0' : `${host === 'localhost' ? host : '127.0.0.1'}:0`;
  return host.includes(':') ? '[::]:0' : '0.0.0.0:0';
}

type Fail = (reason: Phrase) => never;

function parsePath(text: string): Address | undefined {
  const unix = /^unix:(?:\/\/)?(.+)$/is.exec(text)?.[1] ?? (text.startsWith('/') ? text : undefined);
  if (unix !== undefined) return { scheme: 'unix', host: '', port: 0, path: unix };
  return /^\\\\[.?]\\pipe\\./i.test(text) ? { scheme: 'pipe', host: '', port: 0, path: text } : undefined;
}

function splitHostPort(text: string, fail: Fail): { host: string; port: string } {
  if (/^\d+$/.test(text)) return { host: loopback, port: text };
  const bracketed = /^\[([^\]]*)\]:(.*)$/.exec(text);
  if (bracketed) return { host: bracketed[1] ?? '', port: bracketed[2] ?? '' };
  if (text.startsWith('['))
    return fail(phrase('the brackets must be followed by a colon and the port, as in [::1]:9000'));
  const colon = text.lastIndexOf(':');
  // More likely a mistyped port than a host without one.
  if (/^-?\d+[^\d.:/]*$/.test(text)) return fail(phrase('the port must be a number, not "{0}"', text));
  if (colon < 0) return fail(phrase('the port is missing; enter an address such as 127.0.0.1:9000'));
  const host = text.slice(0, colon);
  const [prefix] = /^(?:tls|ssl|openssl|dtls|https?|wss?|quic|sctp|dccp|vsock|serial|tcp|udp):/i.exec(host) ?? [];
  if (prefix && /^(?:tcp|udp):/i.test(prefix)) return fail(phrase('use {0}, with two slashes', `${prefix}//`));
  if (prefix) return fail(unsupportedScheme(prefix));
  if (host.includes(':')) return fail(phrase('an IPv6 address must be in brackets, as in [::1]:9000'));
  return { host: host || loopback, port: text.slice(colon + 1) };
}

function checkPort(text: string, fail: Fail): number {
  if (text === '') return fail(phrase('the port is missing; enter an address such as 127.0.0.1:9000'));
  if (!/^\d+$/.test(text)) return fail(phrase('the port must be a number, not "{0}"', text));
  const port = Number(text);
  return port <= 65_535 ? port : fail(phrase('the port must be at most 65535'));
}

function checkHost(host: string, fail: Fail): string {
  if (host.includes(':')) {
    const sane = ipv6Characters.test(host) && (host.match(/::/g) ?? []).length <= 1 && host.split(':').length <= 9;
    return sane ? host : fail(phrase('"{0}" isn’t a valid IPv6 address', host));
  }
  if (/^[\d.]+$/.test(host)) {
    const octets = host.split('.');
    const sane = octets.length === 4 && octets.every(octet => /^\d{1,3}$/.test(octet) && Number(octet) <= 255);
    return sane ? host : fail(phrase('"{0}" isn’t a valid IPv4 address', host));
  }
  const sane =
    host.length <= 253 &&
    host
      .replace(/\.$/, '')
      .split('.')
      .every(label => hostLabel.test(label));
  return sane ? host : fail(phrase('"{0}" isn’t a valid host name', host));
}

/** Returns the part of an address that all peers on one machine or one Unix socket share: without the port or the client's number. */
export function hostOfPeer(address: string): string {
  const numbered = /^(.*) #\d+$/s.exec(address)?.[1];
  if (numbered !== undefined) return numbered;
  const colon = address.lastIndexOf(':');
  return colon < 0 || /^[/\\]/.test(address) ? address : address.slice(0, colon);
}

/** Returns the address as people usually write it, without `tcp://` or `udp://`. */
export function withoutScheme(address: string): string {
  return address.replace(/^\w+:\/\//, '');
}
