/**
 * How many peers there are, by the kind of their endpoint: a server has clients, a client a server, a UDP socket peers, of which those that
 * have sent something are senders.
 */
import * as l10n from '@vscode/l10n';
import { shownSenders } from '../src/core/endpointLabel.ts';
import type { EndpointSnapshot } from '../src/core/endpointSnapshot.ts';

/** `3 clients`. Nothing for a client, which has one server, nor for a UDP socket that only sends so far. */
export function countedPeers(endpoint: EndpointSnapshot): string | undefined {
  const { config, counters } = endpoint;
  if (config.kind === 'tcp-client') return undefined;
  if (config.kind === 'tcp-server')
    return counters.peers === 1 ? l10n.t('1 client') : l10n.t('{0} clients', counters.peers.toLocaleString());
  const senders = shownSenders(endpoint);
  if (senders === undefined) return undefined;
  return senders === 1 ? l10n.t('1 sender') : l10n.t('{0} senders', senders.toLocaleString());
}

/** Those that a message to all goes to, of which there are `count`: `all 3 clients`. */
export function everyPeer({ config, senders = 0 }: EndpointSnapshot, count: number): string {
  switch (config.kind) {
    case 'tcp-server':
      if (count === 0) return l10n.t('No client connected');
      return count === 1 ? l10n.t('1 client') : l10n.t('all {0} clients', count.toLocaleString());
    case 'tcp-client':
      return l10n.t('the server');
    case 'udp':
      if (count === 0) return l10n.t('No senders yet');
      if (senders < count) return count === 1 ? l10n.t('1 peer') : l10n.t('all {0} peers', count.toLocaleString());
      return count === 1 ? l10n.t('1 sender') : l10n.t('all {0} senders', count.toLocaleString());
  }
}
