/** Where a message goes to, and why it can't go there. */
import * as l10n from '@vscode/l10n';
import type { EndpointConfig } from '../../src/core/endpointConfig.ts';
import type { EndpointSnapshot, PeerSnapshot, SendTarget } from '../../src/core/endpointSnapshot.ts';
import { findChosen, isPeer, type Target } from '../peers/chosenPeer.ts';
import { everyPeer } from '../peerWords.ts';

/** Whom something goes to that is sent from the page. */
export interface Addressee {
  readonly target: SendTarget | null;
  /** In words; a peer by its whole address. */
  readonly label: string;
  /** Why nothing can be sent to it now. */
  readonly obstacle?: string | undefined;
  /** There is no such target: nothing is sent until the user chooses another one. */
  readonly hasGone: boolean;
}

/** What is sent from here, and to whom. `peers` are the open ones, once they are known. */
export interface Sending {
  readonly endpoint: EndpointSnapshot;
  readonly peers: readonly PeerSnapshot[] | undefined;
  readonly target: Target;
  /** Another address is being typed. */
  readonly isTyping?: boolean;
}

/** Where messages go: where the user chose, or the endpoint's default. A client has one server, however often it connects. */
export function targetOf({ kind, remote }: EndpointConfig, chosen: Target | undefined): Target {
  if (kind === 'tcp-client') return 'all';
  return chosen ?? (remote === undefined ? 'all' : 'remote');
}

/** Whether the chosen target has gone. Never true while the peers aren't known, nor for an address that datagrams are sent to. */
export function hasGone({ endpoint, peers, target }: Sending): boolean {
  if (target === 'all') return false;
  if (target === 'remote') return endpoint.config.remote === undefined;
  return endpoint.config.kind !== 'udp' && peers !== undefined && !(isPeer(target) && findChosen(target, peers));
}

/** The only peer, where there is one and it is known. */
export function onlyPeer({ endpoint, peers }: Sending): PeerSnapshot | undefined {
  return endpoint.counters.peers === 1 && peers?.length === 1 ? peers[0] : undefined;
}

/** `null` is a UDP socket's remote. A peer goes by its address, too: another one may have its id by now. */
function sendTarget({ endpoint, target }: Sending): SendTarget | null {
  if (target === 'remote') return null;
  if (target === 'all') return 'all';
  const { address } = target;
  return endpoint.config.kind === 'udp' || !isPeer(target) ? { address } : { peer: target.id, address };
}

export function addressee(sending: Sending): Addressee {
  const { target, endpoint } = sending;
  const { config, counters } = endpoint;
  const all = () => onlyPeer(sending)?.address ?? everyPeer(config.kind, counters.peers);
  const label = target === 'remote' ? config.remote : target === 'all' ? all() : target.address;
  return {
    target: sendTarget(sending),
    label: label ?? '',
    obstacle: obstacle(sending),
    hasGone: sending.isTyping === true || hasGone(sending),
  };
}

/** Why nothing can be sent now, or nothing when it can. */
export function obstacle(sending: Sending): string | undefined {
  const { endpoint, peers, target, isTyping } = sending;
  if (isTyping) return l10n.t('Enter an address to send to, such as {0}.', '192.0.2.7:9000');
  if (hasGone(sending)) return goneObstacle(target);
  if (endpoint.state !== 'open') return l10n.t('The endpoint isn’t open.');
  if (target === 'remote') return undefined;
  const meant = target === 'all' ? peers : peers?.filter(({ id }) => id === target.id);
  if (meant && meant.length > 0 && meant.every(({ state }) => state === 'ending'))
    return l10n.t('This side of the connection has ended: nothing more can be sent.');
  if (target === 'all') return endpoint.counters.peers > 0 ? undefined : noPeer(endpoint);
  return undefined;
}

function goneObstacle(target: Target): string {
  if (typeof target === 'string') return l10n.t('The default recipient was removed. Choose where to send.');
  return l10n.t('{0} disconnected. Choose where to send.', target.address);
}

function noPeer({ config }: EndpointSnapshot): string {
  switch (config.kind) {
    case 'udp':
      return l10n.t('Nothing received yet. To send first, choose “Other Address…”.');
    case 'tcp-server':
      return l10n.t('No client connected.');
    case 'tcp-client':
      return l10n.t('Not connected to the server.');
  }
}
