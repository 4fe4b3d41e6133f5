/** Determines where a message is sent, and why it can't be. */
import * as l10n from '@vscode/l10n';
import { visibleText } from '../../src/core/bytes/visibleText.ts';
import { isConnected } from '../../src/core/datagramTarget.ts';
import type { EndpointConfig } from '../../src/core/endpointConfig.ts';
import { remoteOf } from '../../src/core/endpointLabel.ts';
import {
  type EndpointSnapshot,
  type EndpointState,
  isRunningState,
  type PeerSnapshot,
  type SendTarget,
} from '../../src/core/endpointSnapshot.ts';
import { isStream, manyPeers, peerRole } from '../../src/core/kinds.ts';
import { everyPeer } from '../peerCounts.ts';
import { findChosen, isPeer, type Target } from '../peers/chosenPeer.ts';

/** Recipient of messages and files sent from the page. */
export interface Addressee {
  readonly target: SendTarget | null;
  /** Description of the recipient; a peer by its full address. */
  readonly label: string;
  /** Why nothing can be sent to the recipient now. */
  readonly obstacle?: string | undefined;
  /** Whether the target no longer exists: nothing is sent until the user chooses another one. */
  readonly hasGone: boolean;
}

/** State that determines where messages are sent. `peers` are the open ones, once they are known. */
export interface Sending {
  readonly endpoint: EndpointSnapshot;
  readonly peers: readonly PeerSnapshot[] | undefined;
  readonly target: Target;
  /** Whether the next peer replaces a target that has disconnected. */
  readonly waits?: boolean;
  /** Whether the draft was begun for the target, whereas other messages are sent to all. */
  readonly isHeld?: boolean;
  /** Whether another address is being typed. */
  readonly isTyping?: boolean;
  /** Why that address can't be used, once it has been entered. */
  readonly typedProblem?: string | undefined;
}

/**
 * Returns the chosen target, or the endpoint's default. A client has a single server, however often it connects, and a
 * connected UDP socket only its remote.
 */
export function targetOf(config: EndpointConfig, chosen: Target | undefined): Target {
  if (!manyPeers(config)) return 'all';
  if (isConnected(config)) return 'remote';
  return chosen ?? (config.remote === undefined ? 'all' : 'remote');
}

/** Whether there is a single destination, regardless of which peers connect or disconnect. */
export function hasOneTarget(config: EndpointConfig): boolean {
  return !manyPeers(config) || isConnected(config);
}

/** Returns the peer's address for one that the user entered, if known: a host name stands for an address. */
export function meantAddress({ endpoint: { resolved = {} } }: Sending, written: string): string {
  return Object.hasOwn(resolved, written) ? (resolved[written] ?? written) : written;
}

/** Returns the address of a UDP socket's remote. */
export function remoteAddress(sending: Sending): string | undefined {
  const remote = remoteOf(sending.endpoint.config);
  return remote === undefined ? undefined : meantAddress(sending, remote);
}

/** Returns the number of recipients of a message to all, including a UDP socket's remote even before anything was sent there. */
export function recipients(sending: Sending): number {
  const { endpoint, peers } = sending;
  const remote = remoteAddress(sending);
  // While the peers aren't known, a peer that was sent to is most likely the remote.
  const isCounted = peers ? peers.some(({ address }) => address === remote) : endpoint.counters.peers > 0;
  return endpoint.counters.peers + (remote === undefined || isCounted ? 0 : 1);
}

/**
 * Whether the chosen target has disconnected. Never true while the peers aren't known, nor for an address to which
 * datagrams are sent.
 */
export function hasGone({ endpoint, peers, target }: Sending): boolean {
  if (target === 'all') return false;
  if (target === 'remote') return endpoint.config.remote === undefined;
  return isStream(endpoint.config) && peers !== undefined && !(isPeer(target) && findChosen(target, peers));
}

/** Whether the user must choose another target: the chosen one has gone, none is awaited, and there are others. */
export function mustChoose(sending: Sending): boolean {
  if (!hasGone(sending) || sending.waits) return false;
  return typeof sending.target === 'string' || recipients(sending) > 0;
}

/** Returns the only peer; undefined if it isn't known, or if the remote is a different one. */
export function onlyPeer(sending: Sending): PeerSnapshot | undefined {
  return recipients(sending) === 1 && sending.peers?.length === 1 ? sending.peers[0] : undefined;
}

/** Returns `null` for a UDP socket's remote. A peer must also match by address, since its id may have been reused. */
function sendTarget({ endpoint, target }: Sending): SendTarget | null {
  if (target === 'remote') return null;
  if (target === 'all') return 'all';
  const { address } = target;
  return !isStream(endpoint.config) || !isPeer(target) ? { address } : { peer: target.id, address };
}

export function addressee(sending: Sending): Addressee {
  const { target, endpoint } = sending;
  const remote = remoteOf(endpoint.config);
  const label = target === 'remote' ? remote : target === 'all' ? allLabel(sending) : target.address;
  return {
    target: sendTarget(sending),
    label: label ?? '',
    obstacle: obstacle(sending),
    hasGone: sending.isTyping === true || hasGone(sending),
  };
}

/** Describes all recipients of a message; a single one by its address. */
function allLabel(sending: Sending): string {
  const count = recipients(sending);
  const only = count === 1 ? (remoteOf(sending.endpoint.config) ?? onlyPeer(sending)?.address) : undefined;
  return only ?? everyPeer(sending.endpoint, count);
}

/** Returns why nothing can be sent now, or undefined if something can. */
export function obstacle(sending: Sending): string | undefined {
  const { endpoint, peers, target, isTyping, typedProblem } = sending;
  if (isTyping) return typedProblem ?? l10n.t('Enter an address to send to, such as {0}.', '192.0.2.7:9000');
  if (mustChoose(sending)) return goneObstacle(sending);
  if (endpoint.state !== 'open') return closedObstacle(endpoint, endpoint.state);
  if (hasGone(sending)) return sending.waits ? l10n.t('Waiting for the next client.') : l10n.t('Waiting for a client.');
  if (target === 'remote') return undefined;
  const addressed = target === 'all' ? peers : peers?.filter(({ id }) => id === target.id);
  if (addressed && addressed.length > 0 && addressed.every(({ state }) => state === 'ending' || state === 'ended'))
    return l10n.t('This side of the connection has ended: nothing more can be sent.');
  if (target === 'all') return recipients(sending) > 0 ? undefined : noPeer(endpoint);
  return undefined;
}

/** Says why nothing can be sent while the endpoint isn't open, and how to open it, with the label of its button. */
function closedObstacle({ config, openedAt }: EndpointSnapshot, state: Exclude<EndpointState, 'open'>): string {
  switch (peerRole(config)) {
    case 'server':
      if (state === 'opening') return l10n.t('Connecting to the server…');
      if (state === 'reconnecting') return l10n.t('Not connected to the server yet. Portside keeps trying.');
      if (state === 'failed') return l10n.t('Couldn’t connect to the server. Choose “Try Again” to connect.');
      return openedAt === undefined
        ? l10n.t('Not connected to the server. Choose “Start” to connect.')
        : l10n.t('Disconnected from the server. Choose “Start” to reconnect.');
    case 'client':
      if (isRunningState(state)) return l10n.t('The server is starting…');
      return state === 'failed'
        ? l10n.t('The server couldn’t be started. Choose “Try Again” to start it.')
        : l10n.t('The server is stopped. Choose “Start” to accept clients again.');
    case 'sender':
      if (isRunningState(state)) return l10n.t('The UDP socket is opening…');
      return state === 'failed'
        ? l10n.t('The UDP socket couldn’t be opened. Choose “Try Again” to open it.')
        : l10n.t('The UDP socket is closed. Choose “Start” to open it.');
  }
}

function goneObstacle({ target, endpoint }: Sending): string {
  if (typeof target === 'string') return l10n.t('The default recipient was removed. Choose where to send.');
  const name = endpoint.peerNames?.[target.address] ?? target.address;
  return l10n.t('{0} disconnected. Choose where to send.', visibleText(name));
}

function noPeer({ config, counters }: EndpointSnapshot): string {
  switch (peerRole(config)) {
    case 'sender':
      return counters.framesIn === 0
        ? l10n.t('Nothing received yet. To send first, choose “Other Address…”.')
        : l10n.t('No sender is active. To send, choose “Other Address…”.');
    case 'client':
      return l10n.t('No client connected.');
    case 'server':
      return l10n.t('Not connected to the server.');
  }
}
