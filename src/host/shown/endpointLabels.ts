/** Labels and icons of endpoints, shared by all views. */
import { l10n, ThemeColor, ThemeIcon } from 'vscode';
import { isOnOtherMachine } from '../../client/permissions/plainPath.ts';
import { isLoopback, parseAddress } from '../../core/address.ts';
import { isConnected } from '../../core/datagramTarget.ts';
import type { EndpointKind } from '../../core/endpointConfig.ts';
import { shownSenders } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot, EndpointState } from '../../core/endpointSnapshot.ts';
import { kinds, listens, peerRole } from '../../core/kinds.ts';
import { translated } from './translated.ts';

export function kindLabel(kind: EndpointKind): string {
  return translated(kinds[kind].label);
}

export function stateLabel(state: EndpointState): string {
  switch (state) {
    case 'opening':
      return l10n.t('opening');
    case 'open':
      return l10n.t('open');
    case 'reconnecting':
      return l10n.t('reconnecting');
    case 'closed':
      return l10n.t('closed');
    case 'failed':
      return l10n.t('failed');
  }
}

/** Returns the kind's icon in the text color. */
export function kindIcon(kind: EndpointKind): ThemeIcon {
  return new ThemeIcon(kinds[kind].icon, new ThemeColor('foreground'));
}

/** Returns the kind's icon in the color of the state. */
export function endpointIcon(kind: EndpointKind, state: EndpointState): ThemeIcon {
  switch (state) {
    case 'open':
      // That of passed tests is too pale in light themes.
      return new ThemeIcon(kinds[kind].icon, new ThemeColor('charts.green'));
    case 'opening':
    case 'reconnecting':
      return new ThemeIcon('loading~spin');
    case 'failed':
      return new ThemeIcon('error', new ThemeColor('errorForeground'));
    case 'closed':
      // The color for disabled items is hard to see in a light theme, at least in thin icons.
      return new ThemeIcon(kinds[kind].icon, new ThemeColor('list.deemphasizedForeground'));
  }
}

/**
 * Whether other machines can reach the endpoint: it listens beyond loopback, and isn't connected to a single remote.
 */
export function isExposed({ config, address, state }: EndpointSnapshot): boolean {
  if (!listens(config) || state !== 'open' || isConnected(config)) return false;
  const { host, path } = parseAddress(address);
  return path === undefined ? !isLoopback(host) : isOnOtherMachine(path);
}

/**
 * Returns the number of clients or senders of an endpoint, or whether a client is connected; undefined for a UDP socket
 * that has only sent so far.
 */
export function peerCount(endpoint: EndpointSnapshot): string | undefined {
  const { peers } = endpoint.counters;
  switch (peerRole(endpoint.config)) {
    case 'client':
      return peers === 1 ? l10n.t('1 client') : l10n.t('{0} clients', peers);
    case 'server':
      return peers === 1 ? l10n.t('connected') : l10n.t('not connected');
    case 'sender': {
      const senders = shownSenders(endpoint);
      if (senders === undefined) return undefined;
      return senders === 1 ? l10n.t('1 sender') : l10n.t('{0} senders', senders);
    }
  }
}
