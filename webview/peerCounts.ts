/**
 * Counts peers in words. A server has clients, a client has a server, and a UDP socket has peers; those from which it
 * has received are senders.
 */
import * as l10n from '@vscode/l10n';
import { shownSenders } from '../src/core/endpointLabel.ts';
import type { EndpointSnapshot } from '../src/core/endpointSnapshot.ts';
import { peerRole } from '../src/core/kinds.ts';
import { numberText } from './language.ts';

/**
 * Returns, for example, `3 clients`. Returns undefined for a client, which has a single server, and for a UDP socket
 * that has only sent so far.
 */
export function countedPeers(endpoint: EndpointSnapshot): string | undefined {
  const { config, counters } = endpoint;
  const role = peerRole(config);
  if (role === 'server') return undefined;
  if (role === 'client')
    return counters.peers === 1 ? l10n.t('1 client') : l10n.t('{0} clients', numberText(counters.peers));
  const senders = shownSenders(endpoint);
  if (senders === undefined) return undefined;
  return senders === 1 ? l10n.t('1 sender') : l10n.t('{0} senders', numberText(senders));
}

/** Describes the `count` recipients of a message to all: `all clients (3)`. */
export function everyPeer(endpoint: EndpointSnapshot, count: number): string {
  const { config, senders = 0 } = endpoint;
  switch (peerRole(config)) {
    case 'client':
      if (count === 0) return l10n.t('No client connected');
      if (count === 1) return l10n.t('1 client');
      return count === 2 ? l10n.t('both clients') : l10n.t('all clients ({0})', numberText(count));
    case 'server':
      return l10n.t('the server');
    case 'sender':
      if (count === 0) return noSenders(endpoint);
      return senders < count ? peersOf(count) : sendersOf(count);
  }
}

function peersOf(count: number): string {
  if (count === 1) return l10n.t('1 peer');
  return count === 2 ? l10n.t('both peers') : l10n.t('all peers ({0})', numberText(count));
}

function sendersOf(count: number): string {
  if (count === 1) return l10n.t('1 sender');
  return count === 2 ? l10n.t('both senders') : l10n.t('all senders ({0})', numberText(count));
}

/**
 * Distinguishes a socket that has never received from one that was reopened, or whose senders have long been silent.
 */
function noSenders({ state, counters }: EndpointSnapshot): string {
  if (state !== 'open') return l10n.t('No senders');
  return counters.framesIn === 0 ? l10n.t('No senders yet') : l10n.t('No active senders');
}
