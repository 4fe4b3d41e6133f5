/** Parses command lines of socat: two addresses, one for the network and the other for this terminal or an echo. */
import type { EndpointConfig } from '../endpointConfig.ts';
import { TextError } from '../phrase.ts';
import { type ConnectionTarget, configOfTarget } from './connectionTarget.ts';
import { portNumber } from './defaultPorts.ts';

/** `KEYWORD:parameters,option=value`, with the keyword in lower case. */
interface SocatAddress {
  readonly text: string;
  readonly keyword: string;
  readonly parameters: string;
  readonly options: ReadonlyMap<string, string>;
}

const network = /^(?:(?<protocol>tcp|udp)(?<version>[46]?)|(?<unix>unix|local))(?:-(?<role>[a-z]+))?$/;
const listeningRoles = new Set(['l', 'listen', 'recv', 'recvfrom']);
const roles: Readonly<Record<string, RegExp>> = {
  tcp: /^(?:|connect|l|listen)$/,
  udp: /^(?:|connect|sendto|datagram|l|listen|recv|recvfrom)$/,
  unix: /^(?:|connect|client|l|listen)$/,
};
const cat = /^\s*['"]?(?:\/usr)?(?:\/bin\/)?cat['"]?\s*$/;
const terminal = /^(?:-|stdio|stdin|stdout|readline)$/;

/** Returns the endpoint for the words after `socat`. @throws RangeError for anything that Portside doesn't support or understand. */
export function parseSocat(words: readonly string[]): EndpointConfig {
  const addresses = addressWords(words).map(readAddress);
  const [first, second, ...more] = addresses;
  if (!first || !second || more.length > 0) {
    throw new TextError('socat takes two addresses, as in socat - TCP:example.com:80');
  }
  const { near, far } = sidesOf(first, second);
  const crlf = addresses.some(({ options }) => options.has('crlf') || options.has('crnl'));
  return configOfTarget({ ...targetOf(far), crlf, echo: isEcho(near) });
}

/** Drops socat's own options. A lone hyphen stands for the terminal. */
function addressWords(words: readonly string[]): string[] {
  const valued = /^-(?:[tTbLWrRS]|l[fp])$/;
  return words.filter((word, at) => !/^-[^,]/.test(word) && !valued.test(words[at - 1] ?? ''));
}

function readAddress(text: string): SocatAddress {
  const [head = '', ...options] = text.split(',');
  const [, keyword = '', parameters = ''] = /^([^:]*):?([\s\S]*)$/.exec(head) ?? [];
  const pairs = options.map((option): [string, string] => {
    const [, name = '', value = ''] = /^([^=]*)=?([\s\S]*)$/.exec(option) ?? [];
    return [name.toLowerCase(), value];
  });
  return { text, keyword: keyword.toLowerCase(), parameters, options: new Map(pairs) };
}

function isNetwork({ keyword }: SocatAddress): boolean {
  const { protocol, unix, role = '' } = network.exec(keyword)?.groups ?? {};
  return roles[protocol ?? (unix && 'unix') ?? '']?.test(role) ?? false;
}

/** Returns which of the two addresses is the network's (`far`). */
function sidesOf(first: SocatAddress, second: SocatAddress): { near: SocatAddress; far: SocatAddress } {
  const secure = [first, second].find(({ keyword }) => /^(?:openssl|ssl|dtls)/.test(keyword));
  if (secure) throw new TextError('"{0}": TLS isn’t supported yet', secure.text);
  if (isNetwork(first) && isNetwork(second)) {
    throw new TextError(
      'socat relays from "{0}" to "{1}"; Portside can only be one end of a connection',
      first.text,
      second.text,
    );
  }
  if (isNetwork(second)) return { near: first, far: second };
  if (isNetwork(first)) return { near: second, far: first };
  throw new TextError('neither "{0}" nor "{1}" is a socat TCP, UDP or UNIX address', first.text, second.text);
}

/** Whether this side sends back what it receives; otherwise, it is the terminal. */
function isEcho({ text, keyword, parameters }: SocatAddress): boolean {
  if (terminal.test(keyword)) return false;
  if (keyword === 'pipe' && parameters === '') return true;
  if (/^(?:exec|system|shell)$/.test(keyword)) {
    if (cat.test(parameters)) return true;
    throw new TextError('"{0}": Portside doesn’t run programs; use an echo or reply rules instead', text);
  }
  throw new TextError('"{0}" isn’t supported: use - or EXEC:cat', text);
}

function targetOf({ keyword, parameters, options }: SocatAddress): ConnectionTarget {
  const { protocol, version, unix, role = '' } = network.exec(keyword)?.groups ?? {};
  const listen = listeningRoles.has(role);
  const connectTimeoutMs = 1000 * Number(options.get('connect-timeout') ?? 0);
  if (unix) return { listen, path: parameters, connectTimeoutMs };
  const bind = hostAndPort(options.get('bind'));
  const shared = {
    udp: protocol === 'udp',
    listen,
    ipv6: version === '6' || /^(?:ip|ipv|inet)6$/.test(options.get('pf') ?? ''),
    broadcast: options.has('broadcast'),
    reuseAddress: protocol === 'udp' && options.has('reuseaddr'),
  };
  if (listen) return { ...shared, host: bind.host, port: portNumber(parameters) };
  const { host, port = '' } = hostAndPort(parameters);
  const sourcePort = options.get('sourceport') ?? options.get('sp') ?? bind.port;
  return { ...shared, host, port: portNumber(port), connectTimeoutMs, sourceHost: bind.host, sourcePort };
}

/** Parses `host`, `host:port`, `:port`, `[::1]:port`, `::1`; undefined if empty. */
function hostAndPort(text = ''): { host: string | undefined; port: string | undefined } {
  const [, bracketed, plain = text, port] = /^(?:\[([^\]]*)\]|([^:]*))(?::([^:]*))?$/.exec(text) ?? [];
  return { host: (bracketed ?? plain) || undefined, port: port || undefined };
}
