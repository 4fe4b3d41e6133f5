/** The targets that a message can go to, to be chosen from. */
import * as l10n from '@vscode/l10n';
import type { EndpointKind } from '../../src/core/endpointConfig.ts';
import type { PeerSnapshot } from '../../src/core/endpointSnapshot.ts';
import type { PeerLabels } from '../peerLabels.ts';
import { chosenPeer, isPeer, type Target } from '../peers/chosenPeer.ts';
import { everyPeer } from '../peerWords.ts';
import { hasGone, onlyPeer, type Sending } from './targets.ts';

/** An option that is chosen by its value: `all`, `remote`, `gone`, a peer's id, or an address of a UDP socket. */
export interface TargetOption {
  readonly value: string;
  readonly label: string;
  readonly target: Target;
}

/** The value of the option that is chosen. */
export function chosenValue(sending: Sending): string {
  const { target, endpoint } = sending;
  if (hasGone(sending)) return 'gone';
  if (typeof target === 'string') return target;
  return endpoint.config.kind === 'udp' || !isPeer(target) ? target.address : target.id;
}

/** A UDP socket's remote, everybody, each peer, addresses that were typed, and the chosen target that has gone. */
export function targetOptions(sending: Sending, labels: PeerLabels, typed: readonly string[]): TargetOption[] {
  const { endpoint, peers = [], target } = sending;
  const { kind, remote } = endpoint.config;
  const options = [allOption(sending, labels)];
  if (remote !== undefined) options.unshift({ value: 'remote', label: remote, target: 'remote' });
  // A single client stands for all, so it isn't listed twice.
  const listed = target === 'all' && onlyPeer(sending) ? [] : peers;
  for (const peer of listed) {
    options.push({ value: peerValue(kind, peer), label: labels.label(peer.address), target: chosenPeer(peer) });
  }
  if (hasGone(sending)) options.push({ value: 'gone', label: goneLabel(target, labels), target });
  else if (typeof target === 'object' && !options.some(({ value }) => value === chosenValue(sending)))
    options.push({
      value: chosenValue(sending),
      label: isPeer(target) ? labels.label(target.address) : target.address,
      target,
    });
  return kind === 'udp' ? [...options, ...typedOptions(typed, options)] : options;
}

/** The value of a peer's option. */
export function peerValue(kind: EndpointKind, { id, address }: PeerSnapshot): string {
  return kind === 'udp' ? address : id;
}

function allOption(sending: Sending, labels: PeerLabels): TargetOption {
  const { endpoint, target } = sending;
  const only = target === 'all' ? onlyPeer(sending) : undefined;
  const label = only ? labels.label(only.address) : everyPeer(endpoint.config.kind, endpoint.counters.peers);
  return { value: 'all', label, target: 'all' };
}

function typedOptions(typed: readonly string[], listed: readonly TargetOption[]): TargetOption[] {
  const known = new Set(listed.map(({ value }) => value));
  return typed
    .filter(address => !known.has(address))
    .map(address => ({ value: address, label: address, target: { address } }));
}

function goneLabel(target: Target, labels: PeerLabels): string {
  return typeof target === 'string' ? l10n.t('no recipient') : l10n.t('{0} disconnected', labels.label(target.address));
}
