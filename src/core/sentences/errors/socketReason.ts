/** Reasons for the system's error codes. */
import type { ErrorParamsOf, SystemErrorParams } from '../../errorParams.ts';
import { type Phrase, phrase, verbatim } from '../../phrase.ts';
import { numberParam, shownParams } from './shownParams.ts';

type Reasons = Readonly<Record<string, (params: SystemErrorParams) => Phrase>>;

/**
 * Returns what happened and how to fix it, without the address. For an unknown code, returns the system's own message.
 */
export function socketReason({ code, params }: { readonly code: string; readonly params: SystemErrorParams }): Phrase {
  const shown = shownParams(params);
  const reason = (of: Reasons) => (Object.hasOwn(of, code) ? of[code]?.(shown) : undefined);
  return (shown.kind === 'unix' ? reason(pathReasons) : undefined) ?? reason(socketReasons) ?? otherwise(code, shown);
}

/** Returns the reason for CONNECT_TIMEOUT, which isn't the system's. */
export function noResponse({ timeoutMs }: Pick<ErrorParamsOf['CONNECT_TIMEOUT'], 'timeoutMs'>): Phrase {
  return phrase('no response within {0} s', timeoutMs === undefined ? '?' : numberParam(timeoutMs) / 1000);
}

function otherwise(code: string, { detail }: SystemErrorParams): Phrase {
  return verbatim(detail ?? code);
}

const unknownHost = () => phrase('unknown host');
const unreachable = () => phrase('unreachable from this machine');
const reset = () => phrase('connection reset by peer');
const tooManyFiles = () => phrase('too many open sockets or files');

export const socketReasons: Reasons = {
  EADDRINUSE: inUse,
  EACCES: denied,
  EPERM: () => phrase('not permitted; a firewall may be blocking it'),
  EADDRNOTAVAIL: noSuchAddress,
  EINVAL: params =>
    params.option === 'address'
      ? phrase('this socket is bound to loopback and can reach only this machine. Open it on 0.0.0.0 or [::]')
      : otherwise('EINVAL', params),
  ECONNREFUSED: () => phrase('connection refused; nothing is listening there'),
  ECONNRESET: reset,
  EPIPE: reset,
  ENOTFOUND: unknownHost,
  EAI_NONAME: unknownHost,
  EAI_NODATA: unknownHost,
  ENODATA: unknownHost,
  EAI_AGAIN: () => phrase('the name couldn’t be resolved: the DNS server isn’t responding'),
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  EHOSTDOWN: unreachable,
  ENETDOWN: () => phrase('the network is down'),
  ETIMEDOUT: () => phrase('timed out'),
  EAFNOSUPPORT: wrongFamily,
  EISCONN: ({ remote }) =>
    phrase(
      'this socket is connected to {0} and can’t send to other addresses. Turn off “Connected” (connected)',
      remote ?? '',
    ),
  EMSGSIZE: () => phrase('the datagram is too large for the network. Send smaller ones'),
  ENOBUFS: () => phrase('the system’s send buffer is full. Send more slowly'),
  ENOENT: () => phrase('no such file'),
  EMFILE: tooManyFiles,
  ENFILE: tooManyFiles,
  ENOSPC: () => phrase('the disk is full'),
};

const tooLong = () => phrase('the path is too long for a Unix domain socket (107 bytes at most, on macOS 103)');
const noSocket = () => phrase('no socket exists at this path. Start its server first');

/** Meanings of the codes for a Unix domain socket where they differ. */
const pathReasons: Reasons = {
  EINVAL: tooLong,
  ENAMETOOLONG: tooLong,
  ENOENT: noSocket,
  ENOTDIR: noSocket,
  ECONNREFUSED: () => phrase('no server is listening at this path'),
  EPROTOTYPE: () => phrase('the socket at this path takes datagrams, not streams'),
  // Node reports a missing folder with this code, too.
  EACCES: ({ operation }) =>
    operation === 'listen'
      ? phrase('permission denied, or the folder does not exist')
      : phrase('permission denied: you need write access to the socket’s file'),
  EADDRINUSE: params =>
    params.endpoint === undefined
      ? phrase('another server is listening at this path, or a file already exists there')
      : inUse(params),
};

function denied({ option, operation }: SystemErrorParams): Phrase {
  if (option === 'broadcast')
    return phrase('this is a broadcast address. Turn on “Broadcast” in the endpoint’s options (options.broadcast)');
  return operation === 'listen' || operation === 'bind'
    ? phrase('permission denied (ports below 1024 require elevated privileges)')
    : phrase('permission denied');
}

function noSuchAddress({ operation }: SystemErrorParams): Phrase {
  return operation === 'connect'
    ? phrase('the local address doesn’t belong to this machine (options.localAddress), or no local port is free')
    : phrase('this machine has no such address. To listen on all of its addresses, use 0.0.0.0');
}

/** `family` is the IP version of the target. */
function wrongFamily({ family }: SystemErrorParams): Phrase {
  switch (family) {
    case 6:
      return phrase('the address is IPv6, and this socket is bound to IPv4. Open it on [::] or [::1]');
    case 4:
      return phrase('the address is IPv4, and this socket is bound to IPv6. Open it on 0.0.0.0 or 127.0.0.1');
    default:
      return phrase('this socket doesn’t support this address family');
  }
}

/** Returns the sentence, with the endpoint that uses the address if it is known. */
function inUse({ endpoint, window, operation }: SystemErrorParams): Phrase {
  if (endpoint !== undefined && window)
    return phrase('address already in use by “{0}” in the window “{1}”', endpoint, window);
  // An endpoint without a name is called by the address that the sentence is about.
  if (endpoint !== undefined && isHostAndPort(endpoint))
    return phrase('address already in use by another endpoint in this window');
  if (endpoint !== undefined) return phrase('address already in use by “{0}” in this window', endpoint);
  switch (operation) {
    case 'bind':
      return phrase('address already in use (sockets can share it if all of them turn on “Reuse address”)');
    case 'connect':
      return phrase('the local port is already in use (options.localPort)');
    default:
      return phrase('address already in use');
  }
}

function isHostAndPort(label: string): boolean {
  return /^\S+:\d+$/.test(label);
}
