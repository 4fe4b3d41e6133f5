/** Whom a message goes to, and why it can't go where it can't. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { EndpointSnapshot, PeerSnapshot, SendTarget } from '../../src/core/endpointSnapshot.ts';
import type { PeerLabels } from '../peerLabels.ts';

/** Whom something goes to that is sent from the page. */
export interface Addressee {
  readonly target: SendTarget | null;
  /** In words; a peer by its whole address. */
  readonly label: string;
  /** Why nothing can be sent to it now. */
  readonly obstacle?: string | undefined;
}

export interface TargetOption {
  /** `all`, `remote`, or a peer's id. */
  readonly value: string;
  readonly label: string;
}

/** Everybody, a UDP socket's remote, and each peer. */
function targetOptions(endpoint: EndpointSnapshot, peers: readonly PeerSnapshot[], labels: PeerLabels): TargetOption[] {
  const { config, counters } = endpoint;
  const each = peers.map(peer => ({ value: peer.id, label: labels.label(peer.address) }));
  if (config.kind === 'tcp-client') return [{ value: 'all', label: l10n.t('the server') }];
  const remote = config.remote === undefined ? [] : [{ value: 'remote', label: config.remote }];
  return [...remote, { value: 'all', label: everybody(counters.peers) }, ...each];
}

function everybody(peers: number): string {
  if (peers === 0) return l10n.t('everybody');
  return peers === 1 ? l10n.t('the only peer') : l10n.t('all {0} peers', peers);
}

/** Where a message goes to, to be chosen from. */
export function targetSelect(
  endpoint: EndpointSnapshot,
  peers: readonly PeerSnapshot[],
  labels: PeerLabels,
  target: string,
  choose: (target: string) => void,
): TemplateResult {
  const options = targetOptions(endpoint, peers, labels);
  if (!options.some(({ value }) => value === target))
    options.push({ value: target, label: l10n.t('a peer that has gone') });
  return html`<label class="field"><span class="field-label">${l10n.t('To')}</span>
    <select aria-label=${l10n.t('To')} .value=${target}
      @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
      ${options.map(({ value, label }) => html`<option value=${value} ?selected=${value === target}>${label}</option>`)}
    </select></label>`;
}

export function sendTarget(value: string): SendTarget | null {
  if (value === 'remote') return null;
  return value === 'all' ? 'all' : { peer: value };
}

export function addressee(endpoint: EndpointSnapshot, peers: readonly PeerSnapshot[], target: string): Addressee {
  const peer = peers.find(({ id }) => id === target);
  const { config, counters } = endpoint;
  const everyone = config.kind === 'tcp-client' ? l10n.t('the server') : everybody(counters.peers);
  const label = target === 'remote' ? config.remote : peer?.address;
  return { target: sendTarget(target), label: label ?? everyone, obstacle: obstacle(endpoint, peers, target) };
}

/** Why nothing can be sent now, or nothing when it can. */
export function obstacle(
  endpoint: EndpointSnapshot,
  peers: readonly PeerSnapshot[],
  target: string,
): string | undefined {
  if (endpoint.state !== 'open') return l10n.t('The endpoint is not open.');
  if (target === 'remote') return undefined;
  const meant = target === 'all' ? peers : peers.filter(({ id }) => id === target);
  if (meant.length > 0 && meant.every(({ state }) => state === 'ending'))
    return l10n.t('We have ended our side of this connection: nothing more can be sent on it.');
  if (target === 'all') return endpoint.counters.peers > 0 ? undefined : noPeer(endpoint);
  return peers.some(({ id }) => id === target) ? undefined : l10n.t('This peer has gone.');
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
