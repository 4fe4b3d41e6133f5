/** The rows of a peer, and of the list of closed peers, in the *Connections* view. */
import { l10n, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { formatBytes } from '../../core/bytes/formatBytes.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { EndpointSnapshot, PeerSnapshot } from '../../core/endpointSnapshot.ts';
import { hasReset, isStream } from '../../core/kinds.ts';
import { shortTimeText } from '../../core/timeText.ts';
import type { TimeFormat } from '../../core/viewDefaults.ts';
import { tooltipOf } from '../shown/shownText.ts';
import { incompleteLine, incompleteNotes } from './incompleteNotes.ts';
import { openRowCommand } from './openRowCommand.ts';

export function peerItem(endpoint: EndpointSnapshot, peer: PeerSnapshot, times: TimeFormat): TreeItem {
  const { id, config, peerNames = {} } = endpoint;
  const name = peerNames[peer.address];
  const item = new TreeItem(name ?? peer.address);
  const isClosed = peer.state === 'closed';
  // The row of the open peer may still exist when that of the closed one is drawn, and VS Code requires unique ids.
  item.id = isClosed ? `${closedPeersId(id)}/${peer.id}` : `${id}/${peer.id}`;
  const ended = peer.state !== 'open';
  item.iconPath = new ThemeIcon(ended ? 'debug-disconnect' : 'device-desktop', new ThemeColor('foreground'));
  const { address, incomplete } = peer;
  const facts = [
    ...(name === undefined ? [] : [address]),
    ...traffic(peer),
    ...stateNotes(endpoint, peer, times),
    ...incompleteNotes(incomplete ? 1 : 0),
  ];
  item.description = facts.join(' · ');
  if (incomplete) item.tooltip = tooltipOf([address, incompleteLine(endpoint, { address, ...incomplete }, times)]);
  item.contextValue = `${isClosed ? 'closedPeer' : 'peer'}.${transportOf(config)}${incomplete ? '.incomplete' : ''}`;
  item.command = openRowCommand;
  return item;
}

export function closedPeersItem({ id, config }: EndpointSnapshot): TreeItem {
  const label = isStream(config) ? l10n.t('Disconnected') : l10n.t('Inactive');
  const item = new TreeItem(label, TreeItemCollapsibleState.Collapsed);
  item.id = closedPeersId(id);
  // If an expandable row has no icon, VS Code shifts the icons of its sibling rows to the left, below their parent's.
  item.iconPath = new ThemeIcon('history', new ThemeColor('foreground'));
  item.contextValue = 'list.closedPeers';
  return item;
}

/** Opens the panel, which lists all of them. */
export function hiddenPeersItem(hidden: number): TreeItem {
  const item = new TreeItem(l10n.t('{0} more…', hidden));
  item.iconPath = new ThemeIcon('ellipsis', new ThemeColor('foreground'));
  item.contextValue = 'list.morePeers';
  item.command = openRowCommand;
  return item;
}

/** Returns the transport as named in the conditions of menus. */
function transportOf(config: EndpointConfig): string {
  if (!isStream(config)) return 'datagram';
  return hasReset(config) ? 'stream' : 'stream.noReset';
}

function closedPeersId(endpoint: string): string {
  return `${endpoint}/closed`;
}

/** Returns when a peer's connection ended, or that it is half-closed. */
export function stateNotes(
  { openedAt }: EndpointSnapshot,
  { state, closedAt }: PeerSnapshot,
  times: TimeFormat,
): string[] {
  if (closedAt !== undefined) return [l10n.t('until {0}', shortTimeText(closedAt, times, openedAt))];
  return state === 'open' ? [] : [l10n.t('half-closed')];
}

export function traffic({ bytesIn, bytesOut }: Pick<PeerSnapshot, 'bytesIn' | 'bytesOut'>): string[] {
  return [`↓ ${formatBytes(bytesIn)}`, `↑ ${formatBytes(bytesOut)}`];
}
