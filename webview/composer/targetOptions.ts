/** The targets that the user can choose for a message, each destination once. */
import * as l10n from '@vscode/l10n';
import { visibleText } from '../../src/core/bytes/visibleText.ts';
import { remoteOf } from '../../src/core/endpointLabel.ts';
import type { PeerSnapshot } from '../../src/core/endpointSnapshot.ts';
import { isStream } from '../../src/core/kinds.ts';
import { everyPeer } from '../peerCounts.ts';
import type { PeerLabels } from '../peerLabels.ts';
import { chosenPeer, isPeer, type Target } from '../peers/chosenPeer.ts';
import { hasGone, meantAddress, onlyPeer, recipients, remoteAddress, type Sending } from './targets.ts';

/** An option of the list. Its value is `all`, `remote`, `gone`, a peer's id, or the address of a UDP socket's peer. */
export interface TargetOption {
  readonly value: string;
  readonly label: string;
  readonly target: Target;
}

/** Returns the value of the selected option. */
export function chosenValue(sending: Sending): string {
  const { target, endpoint } = sending;
  if (hasGone(sending)) return 'gone';
  if (target === 'all') return isRemoteAlone(sending) ? 'remote' : 'all';
  if (target === 'remote') return target;
  return isStream(endpoint.config) && isPeer(target) ? target.id : addressValue(sending, target.address);
}

/**
 * Returns the options: a UDP socket's remote, all peers, each peer, typed addresses, and the chosen target if it has
 * disconnected.
 */
export function targetOptions(sending: Sending, labels: PeerLabels, typed: readonly string[]): TargetOption[] {
  const { endpoint, peers = [], target } = sending;
  const options = new Map<string, TargetOption>();
  const offer = (option: TargetOption) => options.has(option.value) || options.set(option.value, option);
  const remote = remoteOf(endpoint.config);
  if (remote !== undefined) offer({ value: 'remote', label: writtenLabel(sending, labels, remote), target: 'remote' });
  const all = allOption(sending, labels);
  if (all) offer(all);
  // With a single peer, *all* means that peer, so it isn't listed twice.
  const only = all && onlyPeer(sending);
  for (const peer of only ? [] : peers) {
    offer({ value: peerValue(sending, peer), label: peerLabel(sending, labels, peer), target: chosenPeer(peer) });
  }
  if (hasGone(sending)) offer({ value: 'gone', label: goneLabel(target, labels), target });
  else if (isPeer(target)) offer({ value: chosenValue(sending), label: peerLabel(sending, labels, target), target });
  const written = typeof target === 'object' && !isPeer(target) ? [target.address, ...typed] : typed;
  if (isStream(endpoint.config)) return [...options.values()];
  for (const address of written) {
    const value = addressValue(sending, address);
    if (value !== only?.address) offer({ value, label: writtenLabel(sending, labels, address), target: { address } });
  }
  return [...options.values()];
}

/** Returns the value of a peer's option. */
export function peerValue(sending: Sending, { id, address }: PeerSnapshot): string {
  return isStream(sending.endpoint.config) ? id : addressValue(sending, address);
}

function addressValue(sending: Sending, written: string): string {
  const address = meantAddress(sending, written);
  return address === remoteAddress(sending) ? 'remote' : address;
}

/** Whether a message to all is sent to the remote only. */
function isRemoteAlone(sending: Sending): boolean {
  return remoteOf(sending.endpoint.config) !== undefined && recipients(sending) === 1;
}

/**
 * Returns the option for all, unless a destination with its own option stands for it: the remote, or the only peer if
 * it is chosen.
 */
function allOption(sending: Sending, labels: PeerLabels): TargetOption | undefined {
  const { endpoint, target } = sending;
  if (isRemoteAlone(sending)) return undefined;
  const count = recipients(sending);
  if (count === 0 && target !== 'all') return undefined;
  const only = onlyPeer(sending);
  if (only && typeof target === 'object' && chosenValue(sending) === peerValue(sending, only)) return undefined;
  const label = only ? peerLabel(sending, labels, only) : everyPeer(endpoint, count);
  return { value: 'all', label, target: 'all' };
}

/**
 * Returns the name given by the user, the host name to which datagrams were sent, or the address: of a server's client,
 * as everywhere in the panel; of a UDP socket's peer, in full, as it is typed.
 */
function peerLabel({ endpoint }: Sending, labels: PeerLabels, { address }: Pick<PeerSnapshot, 'address'>): string {
  const { config, peerNames = {}, resolved = {} } = endpoint;
  if (isStream(config)) return labels.label(address);
  const written = peerNames[address] ? undefined : Object.keys(resolved).find(text => resolved[text] === address);
  return written === undefined ? labels.longLabel(address) : visibleText(written);
}

/** Returns an address as entered, unless the user has named it. */
function writtenLabel(sending: Sending, labels: PeerLabels, written: string): string {
  const address = meantAddress(sending, written);
  return sending.endpoint.peerNames?.[address] ? labels.longLabel(address) : visibleText(written);
}

function goneLabel(target: Target, labels: PeerLabels): string {
  return typeof target === 'string' ? l10n.t('no recipient') : l10n.t('{0} disconnected', labels.label(target.address));
}
