/** Whom a message goes to, and why it can't go where it can't. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { EndpointConfig, EndpointKind } from '../../src/core/endpointConfig.ts';
import type { EndpointSnapshot, PeerSnapshot, SendTarget } from '../../src/core/endpointSnapshot.ts';
import type { PeerLabels } from '../peerLabels.ts';
import { chosenPeer, findChosen, type Target } from '../peers/chosenPeer.ts';

/** Whom something goes to that is sent from the page. */
export interface Addressee {
  readonly target: SendTarget | null;
  /** In words; a peer by its whole address. */
  readonly label: string;
  /** Why nothing can be sent to it now. */
  readonly obstacle?: string | undefined;
  /** The target has gone: nothing is sent until the user chooses another one. */
  readonly hasGone: boolean;
}

/** What is sent from here, and to whom. `peers` are the open ones, once they are known. */
export interface Sending {
  readonly endpoint: EndpointSnapshot;
  readonly peers: readonly PeerSnapshot[] | undefined;
  readonly target: Target;
}

/** Where messages go: where the user chose, or the endpoint's default. A client has one server, however often it connects. */
export function targetOf({ kind, remote }: EndpointConfig, chosen: Target | undefined): Target {
  if (kind === 'tcp-client') return 'all';
  return chosen ?? (remote === undefined ? 'all' : 'remote');
}

/** Whether the chosen target has gone. Never true while the peers aren't known. */
export function hasGone({ endpoint, peers, target }: Sending): boolean {
  if (target === 'all') return false;
  if (target === 'remote') return endpoint.config.remote === undefined;
  return peers !== undefined && findChosen(target, peers) === undefined;
}

function everybody(peers: number): string {
  if (peers === 0) return l10n.t('everybody');
  return peers === 1 ? l10n.t('the only peer') : l10n.t('all {0} peers', peers);
}

/** An option that is chosen by its value: `all`, `remote`, `gone`, or a peer's id. */
interface TargetOption {
  readonly value: string;
  readonly label: string;
  readonly target: Target;
}

/** A UDP socket's remote, everybody, each peer, and the chosen one that has gone. */
function targetOptions(sending: Sending, labels: PeerLabels): TargetOption[] {
  const { endpoint, peers = [], target } = sending;
  const { config, counters } = endpoint;
  if (config.kind === 'tcp-client') return [{ value: 'all', label: l10n.t('the server'), target: 'all' }];
  const options: TargetOption[] = [{ value: 'all', label: everybody(counters.peers), target: 'all' }];
  if (config.remote !== undefined) options.unshift({ value: 'remote', label: config.remote, target: 'remote' });
  for (const peer of peers)
    options.push({ value: peer.id, label: labels.label(peer.address), target: chosenPeer(peer) });
  if (hasGone(sending)) options.push({ value: 'gone', label: goneLabel(target, config.kind, labels), target });
  else if (typeof target === 'object' && sending.peers === undefined)
    options.push({ value: target.id, label: labels.label(target.address), target });
  return options;
}

/** Where a message goes to, to be chosen from. */
export function targetSelect(sending: Sending, labels: PeerLabels, choose: (target: Target) => void): TemplateResult {
  const options = targetOptions(sending, labels);
  const { target } = sending;
  const isGone = hasGone(sending);
  const value = isGone ? 'gone' : typeof target === 'object' ? target.id : target;
  const chosen = (event: Event) => options.find(option => option.value === (event.target as HTMLSelectElement).value);
  return html`<label class="field"><span class="field-label">${l10n.t('To')}</span>
    <select title=${isGone ? (obstacle(sending) ?? '') : ''} aria-label=${l10n.t('To')} aria-invalid=${isGone} aria-describedby="composer-hint" .value=${value}
      @change=${(event: Event) => choose(chosen(event)?.target ?? target)}>
      ${options.map(option => html`<option value=${option.value} ?selected=${option.value === value}>${option.label}</option>`)}
    </select></label>`;
}

/** `null` is a UDP socket's remote. A peer goes by its address, too: another one may have its id by now. */
function sendTarget(target: Target): SendTarget | null {
  if (target === 'remote') return null;
  return target === 'all' ? 'all' : { peer: target.id, address: target.address };
}

export function addressee(sending: Sending): Addressee {
  const { target } = sending;
  const { config, counters } = sending.endpoint;
  const everyone = config.kind === 'tcp-client' ? l10n.t('the server') : everybody(counters.peers);
  const label = target === 'remote' ? config.remote : target === 'all' ? everyone : target.address;
  return {
    target: sendTarget(target),
    label: label ?? '',
    obstacle: obstacle(sending),
    hasGone: hasGone(sending),
  };
}

/** Why nothing can be sent now, or nothing when it can. */
export function obstacle(sending: Sending): string | undefined {
  const { endpoint, peers, target } = sending;
  if (hasGone(sending)) return goneObstacle(target, endpoint.config.kind);
  if (endpoint.state !== 'open') return l10n.t('The endpoint is not open.');
  if (target === 'remote') return undefined;
  const meant = target === 'all' ? peers : peers?.filter(({ id }) => id === target.id);
  if (meant && meant.length > 0 && meant.every(({ state }) => state === 'ending'))
    return l10n.t('We have ended our side of this connection: nothing more can be sent on it.');
  if (target === 'all') return endpoint.counters.peers > 0 ? undefined : noPeer(endpoint);
  return undefined;
}

function goneObstacle(target: Target, kind: EndpointKind): string {
  if (typeof target === 'string') return l10n.t('The remote was removed. Choose whom to send to.');
  return kind === 'tcp-server'
    ? l10n.t('{0} disconnected. Choose whom to send to.', target.address)
    : l10n.t('{0} has gone. Choose whom to send to.', target.address);
}

function goneLabel(target: Target, kind: EndpointKind, labels: PeerLabels): string {
  if (typeof target === 'string') return l10n.t('no remote');
  const label = labels.label(target.address);
  return kind === 'tcp-server' ? l10n.t('{0} disconnected', label) : l10n.t('{0} has gone', label);
}

function noPeer({ config }: EndpointSnapshot): string {
  switch (config.kind) {
    case 'udp':
      return l10n.t('No target yet: wait for a datagram, or edit the endpoint and enter an address to send to.');
    case 'tcp-server':
      return l10n.t('No client is connected yet.');
    case 'tcp-client':
      return l10n.t('Not connected to the server.');
  }
}
