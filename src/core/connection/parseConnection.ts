/** What people paste when they mean a connection: addresses, URLs, and command lines of netcat, telnet and socat. */
import { formatAddress, isWildcard, parseAddress } from '../address.ts';
import type { EndpointConfig } from '../endpointConfig.ts';
import { TextError } from '../phrase.ts';
import { configOfTarget } from './connectionTarget.ts';
import { defaultPort } from './defaultPorts.ts';
import { parseNetcat, parseTelnet } from './netcat.ts';
import { shellCommands } from './shellWords.ts';
import { parseSocat } from './socat.ts';

const programs = new Map([
  ['nc', parseNetcat],
  ['ncat', parseNetcat],
  ['netcat', parseNetcat],
  ['telnet', parseTelnet],
  ['socat', parseSocat],
]);
/** What stands before a program without changing what it does. */
const wrapper = /^(?:sudo|doas|exec|time|command|rlwrap|winpty|busybox|do|while)$/;
/** `$ `, `user@host:~# `, `[user@host ~]$ `. */
const prompt = /^(?:\[[^\]]*\]|[^\s|;&'"]*)[$#%>]\s+/;
const quotePairs = ['""', "''", '``', '<>', '“”', '‘’'];
/** They begin with TLS. */
const secureScheme = /^(?:tls|ssl|https|wss|rediss|mqtts|amqps|ftps|ldaps|imaps|pop3s|smtps|ircs|nntps|rtsps)$/i;

/** The endpoint that the text means; listening without an address is on the loopback. @throws RangeError with a sentence on what is wrong. */
export function parseConnection(text: string): EndpointConfig {
  const bare = withoutQuotes(text.trim()).replace(prompt, '').trim();
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(bare)) return parseUrl(bare);
  for (const words of shellCommands(bare)) {
    const command = withoutWrappers(words);
    const parse = programs.get(programName(command[0] ?? ''));
    if (parse) return parse(command.slice(1));
  }
  return parsePlain(bare);
}

/** `9000`, `:9000`, `host:port`, a path. */
function parsePlain(text: string): EndpointConfig {
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
  if (secureScheme.test(scheme)) throw new TextError('"{0}://" begins with TLS, which is not supported yet', scheme);
  const port = defaultPort(scheme);
  if (port === undefined && scheme !== 'tcp' && scheme !== 'udp') throw notUnderstood(text);
  const target = splitAuthority(authority, port);
  const listen = target.host === undefined || (scheme === 'udp' && isWildcard(target.host));
  if (listen && port !== undefined) throw new TextError('"{0}": the host is missing', text);
  return configOfTarget({ ...target, udp: scheme === 'udp', listen });
}

/** Host and port of `user:password@host:port`. */
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

/** `nc` of `/usr/bin/nc`, `nc.openbsd` and `NC.EXE`. */
function programName(word: string): string {
  return word
    .replace(/^.*[\\/]/, '')
    .replace(/\..*$/, '')
    .toLowerCase();
}

function notUnderstood(text: string): TextError {
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return new TextError(
    '"{0}" is not understood: write host:port, a port to listen on, tcp://…, udp://…, unix:/path, a URL such as http://host, or a command line of nc, ncat, telnet or socat',
    shown,
  );
}
