/** What peers are called, by the kind of their endpoint: a server has clients, a client a server, a UDP socket senders. */
import * as l10n from '@vscode/l10n';
import type { EndpointKind } from '../src/core/endpointConfig.ts';

/** `3 clients`. */
export function countedPeers(kind: EndpointKind, count: number): string {
  switch (kind) {
    case 'tcp-server':
      return count === 1 ? l10n.t('1 client') : l10n.t('{0} clients', count);
    case 'tcp-client':
      return count === 1 ? l10n.t('1 connection') : l10n.t('{0} connections', count);
    case 'udp':
      return count === 1 ? l10n.t('1 sender') : l10n.t('{0} senders', count);
  }
}

/** `All 3 clients`, as a choice among them. */
export function allPeers(kind: EndpointKind, count: number): string {
  switch (kind) {
    case 'tcp-server':
      return l10n.t('All {0} clients', count);
    case 'tcp-client':
      return l10n.t('All {0} connections', count);
    case 'udp':
      return l10n.t('All {0} senders', count);
  }
}

/** One of them, as a name of what belongs to it. */
export function onePeer(kind: EndpointKind): string {
  return { 'tcp-server': l10n.t('Client'), 'tcp-client': l10n.t('Server'), udp: l10n.t('Sender') }[kind];
}

/** Those that a message to all goes to: `all 3 clients`. */
export function everyPeer(kind: EndpointKind, count: number): string {
  switch (kind) {
    case 'tcp-server':
      if (count === 0) return l10n.t('No client connected');
      return count === 1 ? l10n.t('1 client') : l10n.t('all {0} clients', count);
    case 'tcp-client':
      return l10n.t('the server');
    case 'udp':
      if (count === 0) return l10n.t('No sender yet');
      return count === 1 ? l10n.t('1 sender') : l10n.t('all {0} senders', count);
  }
}
