/** Reasons for the system's error codes, in the user's language. */
import type { SocketFailure } from '../core/socketError.ts';
import { l10n, numberOf, shownParams } from './sentenceArguments.ts';

type Params = SocketFailure['params'];

/** Returns what happened and how to fix it, without the address; for an unknown code, the system's own message. */
export function reasonOf({ code, params }: SocketFailure): string {
  const shown = shownParams(params);
  const reason = (of: typeof reasons) => (Object.hasOwn(of, code) ? of[code]?.(shown) : undefined);
  return (shown.kind === 'unix' ? reason(pathReasons) : undefined) ?? reason(reasons) ?? otherwise(code, shown);
}

function otherwise(code: string, { detail }: Params): string {
  return `${detail ?? code}`;
}

const unknownHost = () => l10n.t('unknown host');
const unreachable = () => l10n.t('unreachable from this machine');
const reset = () => l10n.t('connection reset by peer');
const tooManyFiles = () => l10n.t('too many open sockets or files');

const reasons: Readonly<Record<string, (params: Params) => string>> = {
  EADDRINUSE: inUse,
  EACCES: denied,
  EPERM: () => l10n.t('not permitted; a firewall may be blocking it'),
  EADDRNOTAVAIL: noSuchAddress,
  EINVAL: params =>
    params.option === 'address'
      ? l10n.t('this socket is bound to loopback and can reach only this machine. Open it on 0.0.0.0 or [::]')
      : otherwise('EINVAL', params),
  ECONNREFUSED: () => l10n.t('connection refused; nothing is listening there'),
  ECONNRESET: reset,
  EPIPE: reset,
  ENOTFOUND: unknownHost,
  EAI_NONAME: unknownHost,
  EAI_NODATA: unknownHost,
  ENODATA: unknownHost,
  EAI_AGAIN: () => l10n.t('the name couldn’t be resolved: the DNS server isn’t responding'),
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  EHOSTDOWN: unreachable,
  ENETDOWN: () => l10n.t('the network is down'),
  ETIMEDOUT: () => l10n.t('timed out'),
  CONNECT_TIMEOUT: ({ timeoutMs }) =>
    l10n.t('no response within {0} s', timeoutMs === undefined ? '?' : numberOf(timeoutMs) / 1000),
  EAFNOSUPPORT: wrongFamily,
  EISCONN: ({ remote }) =>
    l10n.t(
      'this socket is connected to {0} and can’t send to other addresses. Turn off “Connected” (connected)',
      remote ?? '',
    ),
  EMSGSIZE: () => l10n.t('the datagram is too large for the network. Send smaller ones'),
  ENOBUFS: () => l10n.t('the system’s send buffer is full. Send more slowly'),
  ENOENT: () => l10n.t('no such file'),
  EMFILE: tooManyFiles,
  ENFILE: tooManyFiles,
  ENOSPC: () => l10n.t('the disk is full'),
};

const tooLong = () => l10n.t('the path is too long for a Unix domain socket (107 bytes at most, on macOS 103)');
const noSocket = () => l10n.t('no socket exists at this path. Start its server first');

/** Meanings of the codes for a Unix domain socket, if they differ. */
const pathReasons: Readonly<Record<string, (params: Params) => string>> = {
  EINVAL: tooLong,
  ENAMETOOLONG: tooLong,
  ENOENT: noSocket,
  ENOTDIR: noSocket,
  ECONNREFUSED: () => l10n.t('no server is listening at this path'),
  EPROTOTYPE: () => l10n.t('the socket at this path takes datagrams, not streams'),
  // Node reports a missing folder this way, too.
  EACCES: ({ operation }) =>
    operation === 'listen'
      ? l10n.t('permission denied, or the folder does not exist')
      : l10n.t('permission denied: you need write access to the socket’s file'),
  EADDRINUSE: params =>
    params.endpoint === undefined
      ? l10n.t('another server is listening at this path, or a file already exists there')
      : inUse(params),
};

function denied({ option, operation }: Params): string {
  if (option === 'broadcast')
    return l10n.t('this is a broadcast address. Turn on “Broadcast” in the endpoint’s options (options.broadcast)');
  return operation === 'listen' || operation === 'bind'
    ? l10n.t('permission denied (ports below 1024 require elevated privileges)')
    : l10n.t('permission denied');
}

function noSuchAddress({ operation }: Params): string {
  return operation === 'connect'
    ? l10n.t('the local address isn’t one of this machine’s (options.localAddress), or no local port is free')
    : l10n.t('this machine has no such address. To listen on all of its addresses, use 0.0.0.0');
}

/** `family` is the target's. */
function wrongFamily({ family }: Params): string {
  switch (family) {
    case 6:
      return l10n.t('the address is IPv6, and this socket is bound to IPv4. Open it on [::] or [::1]');
    case 4:
      return l10n.t('the address is IPv4, and this socket is bound to IPv6. Open it on 0.0.0.0 or 127.0.0.1');
    default:
      return l10n.t('this socket doesn’t support this address family');
  }
}

/** By which endpoint, if known. */
function inUse({ endpoint, window, operation }: Params): string {
  if (endpoint !== undefined)
    return window
      ? l10n.t('address already in use by “{0}” in the window “{1}”', endpoint, window)
      : l10n.t('address already in use by “{0}” in this window', endpoint);
  switch (operation) {
    case 'bind':
      return l10n.t('address already in use (sockets can share it if all of them turn on “Reuse address”)');
    case 'connect':
      return l10n.t('the local port is already in use (options.localPort)');
    default:
      return l10n.t('address already in use');
  }
}
