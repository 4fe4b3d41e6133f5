/** The system's codes, in the user's language. */
import { l10n } from 'vscode';
import type { SocketFailure } from '../core/socketError.ts';

/** What happened, without where; what is not known is told as the system says it. */
export function reasonOf({ code, params }: SocketFailure): string {
  switch (code) {
    case 'EADDRINUSE':
      return inUse(params);
    case 'EACCES':
      return l10n.t('permission denied (ports below 1024 need more rights)');
    case 'EADDRNOTAVAIL':
      return l10n.t('this machine has no such address');
    case 'ECONNREFUSED':
      return l10n.t('connection refused, nothing listens there');
    case 'ECONNRESET':
    case 'EPIPE':
      return l10n.t('connection reset by peer');
    case 'ENOTFOUND':
    case 'EAI_NONAME':
      return l10n.t('unknown host');
    case 'EAI_AGAIN':
      return l10n.t('the name could not be looked up, the name server does not answer');
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return l10n.t('unreachable from this machine');
    case 'ETIMEDOUT':
      return l10n.t('timed out');
    case 'CONNECT_TIMEOUT':
      return l10n.t('no answer within {0} s', Number(params.timeoutMs) / 1000);
    case 'EAFNOSUPPORT':
      return l10n.t('this socket has no such address family');
    case 'EMSGSIZE':
      return l10n.t('the datagram is too large');
    case 'ENOENT':
      return l10n.t('no such file');
    case 'EMFILE':
    case 'ENFILE':
      return l10n.t('too many open sockets or files');
    case 'ENOSPC':
      return l10n.t('the disk is full');
    default:
      return `${params.detail ?? code}`;
  }
}

/** By whom, where that is known. */
function inUse({ endpoint, window }: SocketFailure['params']): string {
  if (endpoint === undefined) return l10n.t('address already in use');
  return window
    ? l10n.t('address already in use, by “{0}” in the window “{1}”', endpoint, window)
    : l10n.t('address already in use, by “{0}” in this window', endpoint);
}
