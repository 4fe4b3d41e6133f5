/** Labels and icons of endpoints, the same everywhere. */
import { l10n, ThemeColor, ThemeIcon } from 'vscode';
import { isLoopback, parseAddress } from '../core/address.ts';
import { isConnected } from '../core/datagramTarget.ts';
import type { EndpointConfig, EndpointKind } from '../core/endpointConfig.ts';
import { shownSenders } from '../core/endpointLabel.ts';
import type { EndpointSnapshot, EndpointState } from '../core/endpointSnapshot.ts';

export function kindLabel(kind: EndpointKind): string {
  switch (kind) {
    case 'tcp-server':
      return l10n.t('TCP server');
    case 'tcp-client':
      return l10n.t('TCP client');
    case 'udp':
      return l10n.t('UDP socket');
  }
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

const kindIcons: Record<EndpointKind, string> = { 'tcp-server': 'server', 'tcp-client': 'plug', udp: 'broadcast' };

/** The kind's icon in the text color. */
export function kindIcon(kind: EndpointKind): ThemeIcon {
  return new ThemeIcon(kindIcons[kind], new ThemeColor('foreground'));
}

/** The kind's icon in the state's color. */
export function endpointIcon(kind: EndpointKind, state: EndpointState): ThemeIcon {
  switch (state) {
    case 'open':
      return new ThemeIcon(kindIcons[kind], new ThemeColor('testing.iconPassed'));
    case 'opening':
    case 'reconnecting':
      return new ThemeIcon('loading~spin');
    case 'failed':
      return new ThemeIcon('error', new ThemeColor('errorForeground'));
    case 'closed':
      // The color for disabled items is hard to see in a light theme, at least in thin icons.
      return new ThemeIcon(kindIcons[kind], new ThemeColor('list.deemphasizedForeground'));
  }
}

/** Whether other machines can reach it: it listens beyond loopback, and not only to its remote. */
export function isExposed({ config, address, state }: EndpointSnapshot): boolean {
  if (config.kind === 'tcp-client' || state !== 'open' || isConnected(config)) return false;
  const { host, path } = parseAddress(address);
  return path === undefined && !isLoopback(host);
}

/** Whether its conversations are connections, which can be ended and reset. */
export function isStream(config: EndpointConfig): boolean {
  return config.kind !== 'udp';
}

/**
 * Returns how many clients or senders an endpoint has, or whether a client is connected; nothing for a UDP socket that only sends so far.
 */
export function peerCount(endpoint: EndpointSnapshot): string | undefined {
  const { peers } = endpoint.counters;
  switch (endpoint.config.kind) {
    case 'tcp-server':
      return peers === 1 ? l10n.t('1 client') : l10n.t('{0} clients', peers);
    case 'tcp-client':
      return peers === 1 ? l10n.t('connected') : l10n.t('not connected');
    case 'udp': {
      const senders = shownSenders(endpoint);
      if (senders === undefined) return undefined;
      return senders === 1 ? l10n.t('1 sender') : l10n.t('{0} senders', senders);
    }
  }
}
