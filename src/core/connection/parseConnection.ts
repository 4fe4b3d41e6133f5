/** Parses connections that people paste: addresses, URLs, lines of code, and command lines of netcat, telnet, socat and curl. */
import { formatAddress, isWildcard, parseAddress } from '../address.ts';
import type { EndpointConfig } from '../endpointConfig.ts';
import { TextError } from '../phrase.ts';
import { unsupportedScheme } from '../unsupportedScheme.ts';
import { configOfTarget } from './connectionTarget.ts';
import { defaultPort } from './defaultPorts.ts';
import { parseNetcat, parseTelnet } from './netcat.ts';
import { parseBashDevice, parsePythonAddress } from './pastedCode.ts';
import { shellCommands } from './shellWords.ts';
import { parseSocat } from './socat.ts';

/** More than any command line that describes a connection, and parsed quickly, whatever it contains. */
const maxUnits = 10_000;

const programs = new Map([
  ['nc', parseNetcat],
  ['ncat', parseNetcat],
  ['netcat', parseNetcat],
  ['telnet', parseTelnet],
  ['socat', parseSocat],
  ['curl', parseCurl],
]);
const tlsPrograms = new Set(['openssl', 'gnutls-cli', 'gnutls-serv']);
/** Prefixes that don't change what a command does. */
const wrapper = /^(?:sudo|doas|exec|time|command|rlwrap|winpty|busybox|do|while)$/;
/** Shell prompts: `$ `, `user@host:~# `, `[user@host ~]$ `. */
const prompt = /^(?:\[[^\]]*\]|[^\s|;&'"]*)[$#%>]\s+/;
const quotePairs = ['""', "''", '``', '<>', '“”', '‘’'];
/** Query parameters with which clients of databases and brokers request TLS: `?sslmode=require`, `?tls=true`. */
const asksForTls =
  /[?&](?:ssl|tls|ssl[-_]?mode|usessl)=(?:true|1|yes|require|required|verify[-_](?:ca|full|identity))(?:[&#]|$)/i;
/** A single label isn't accepted, since it may not be a host: `port 9000`. */
const hostAndPort = /^(?=localhost\s|\S*[.:])([^\s/\\'"]+)\s+(\d{1,5})$/;

/**
 * Returns the endpoint that the text describes; listening without an address means loopback.
 * @throws RangeError with a sentence that says what is wrong.
 */
export function parseConnection(text: string): EndpointConfig {
  if (text.length > maxUnits) throw new TextError('must have at most {0} characters', maxUnits);
  const bare = withoutQuotes(text.trim()).replace(prompt, '').trim();
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(bare)) return parseUrl(bare);
  for (const words of shellCommands(bare)) {
    const command = withoutWrappers(words);
    const program = programName(command[0] ?? '');
    if (tlsPrograms.has(program)) throw new TextError('{0} speaks TLS, which isn’t supported yet', program);
    const parse = programs.get(program);
    if (parse) return parse(command.slice(1));
  }
  return parseBashDevice(bare) ?? parsePythonAddress(bare) ?? parsePlain(bare);
}

/** Parses `9000`, `:9000`, `host:port`, `host port`, a path. */
function parsePlain(text: string): EndpointConfig {
  const [, host, port] = hostAndPort.exec(text) ?? [];
  if (host !== undefined && port !== undefined) return configOfTarget({ host, port });
  if (/^:?\d+$/.test(text)) return configOfTarget({ listen: true, port: text.replace(':', '') });
  if (!/^\/|:|^\\\\/.test(text) || /^[^:/\\]*\s/.test(text)) throw notUnderstood(text);
  const address = parseAddress(text);
  if (address.path !== undefined) return { kind: 'tcp-client', address: formatAddress(address) };
  return configOfTarget({ host: address.host, port: String(address.port) });
}

function parseUrl(text: string): EndpointConfig {
  const [, written = '', authority = ''] = /^([^:]*):\/\/([^/?#]*)/.exec(text) ?? [];
  const scheme = written.toLowerCase();
  if (scheme === 'unix') return parsePlain(text);
  const port = defaultPort(scheme);
  if (port === undefined && scheme !== 'tcp' && scheme !== 'udp') {
    throw new TextError('"{0}": {1}', shortened(text), unsupportedScheme(`${scheme}://`));
  }
  if (asksForTls.test(text)) throw new TextError('"{0}" asks for TLS, which isn’t supported yet', shortened(text));
  const target = splitAuthority(authority, port);
  const listen = target.host === undefined || (scheme === 'udp' && isWildcard(target.host));
  if (listen && port !== undefined) throw new TextError('"{0}": the host is missing', text);
  return configOfTarget({ ...target, udp: scheme === 'udp', listen });
}

/** Returns the URL among curl's arguments, or the `host:port` that curl treats as HTTP. */
function parseCurl(words: readonly string[]): EndpointConfig {
  const url = words.find(word => /^[a-z][a-z0-9+.-]*:\/\//i.test(word));
  if (url !== undefined) return parseUrl(url);
  const place = words.find(word => /^[^\s:/@-][^\s:/@]*:\d+(?:\/|$)/.test(word));
  if (place !== undefined) return parseUrl(`http://${place}`);
  throw new TextError('the URL is missing; enter a command such as curl telnet://example.com:80');
}

/** Returns host and port of `user:password@host:port`. */
function splitAuthority(
  authority: string,
  port: string | undefined,
): { host: string | undefined; port: string | undefined } {
  const place = authority.slice(authority.lastIndexOf('@') + 1);
  const [, host = '', own] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(place) ?? [];
  return { host: host.replace(/^\[|\]$/g, '') || undefined, port: own || port };
}

function withoutQuotes(text: string): string {
  const pair = quotePairs.find(
    ([open, close]) => text.length > 1 && text.startsWith(open ?? '') && text.endsWith(close ?? ''),
  );
  const inside = text.slice(1, -1);
  return pair && ![...pair].some(quote => inside.includes(quote)) ? inside.trim() : text;
}

function withoutWrappers(words: string[]): string[] {
  const first = words.findIndex((word, at) => !wrapper.test(word) && !(at > 0 && word.startsWith('-')));
  return first < 0 ? [] : words.slice(first);
}

/** Returns `nc` for `/usr/bin/nc`, `nc.openbsd` and `NC.EXE`. */
function programName(word: string): string {
  return word
    .replace(/^.*[\\/]/, '')
    .replace(/\..*$/, '')
    .toLowerCase();
}

function notUnderstood(text: string): TextError {
  return new TextError(
    '"{0}" isn’t recognized: enter host:port, a port to listen on, tcp://…, udp://…, unix:/path, a URL such as http://host, /dev/tcp/host/port, ("host", port), or a command line of nc, ncat, telnet, socat or curl',
    shortened(text),
  );
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
