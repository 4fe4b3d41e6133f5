/** How many peers there are, by the kind of their endpoint: a server has clients, a client a server, a UDP socket senders. */
import * as l10n from '@vscode/l10n';
import type { EndpointKind } from '../src/core/endpointConfig.ts';

/** `3 clients`. A client has one server, which isn't counted. */
export function countedPeers(kind: Exclude<EndpointKind, 'tcp-client'>, count: number): string {
  if (kind === 'udp') return count === 1 ? l10n.t('1 sender') : l10n.t('{0} senders', count.toLocaleString());
  return count === 1 ? l10n.t('1 client') : l10n.t('{0} clients', count.toLocaleString());
}

/** Those that a message to all goes to: `all 3 clients`. */
export function everyPeer(kind: EndpointKind, count: number): string {
  switch (kind) {
    case 'tcp-server':
      if (count === 0) return l10n.t('No client connected');
      return count === 1 ? l10n.t('1 client') : l10n.t('all {0} clients', count.toLocaleString());
    case 'tcp-client':
      return l10n.t('the server');
    case 'udp':
      if (count === 0) return l10n.t('No senders yet');
      return count === 1 ? l10n.t('1 sender') : l10n.t('all {0} senders', count.toLocaleString());
  }
}
