/** The *Connections* view: endpoints with their peers, and below them the saved ones that are not running. */
import {
  type Event,
  EventEmitter,
  l10n,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
} from 'vscode';
import { formatBytes } from '../core/bytes/formatBytes.ts';
import { canKeepTrying } from '../core/connectFailure.ts';
import { isConnected } from '../core/datagramTarget.ts';
import { addressLabel, boundAddress, endpointLabel, remoteOf, spokenAddress } from '../core/endpointLabel.ts';
import type { EndpointSnapshot, PeerSnapshot } from '../core/endpointSnapshot.ts';
import { DisposableStore } from './disposableStore.ts';
import { endpointIcon, isExposed, isStream, kindLabel, peerCount, stateLabel } from './endpointLabels.ts';
import type { Endpoints } from './endpoints.ts';
import { lanAddresses } from './lanAddresses.ts';
import { pressed } from './pressed.ts';
import { listedAs, type SavedEndpoint, type SavedEndpoints } from './savedEndpoints.ts';
import { savedContext, savedItem, savedNotes } from './savedItem.ts';
import { failureReason, failureSentence } from './sentences.ts';
import { type StartNode, startItem, startNodes } from './startNodes.ts';

export type ConnectionNode =
  | { readonly type: 'endpoint'; readonly endpoint: string }
  | { readonly type: 'peer'; readonly endpoint: string; readonly peer: PeerSnapshot }
  /** The peers that have closed. */
  | { readonly type: 'closedPeers'; readonly endpoint: string }
  | { readonly type: 'more'; readonly endpoint: string; readonly hidden: number }
  | { readonly type: 'saved'; readonly saved: SavedEndpoint }
  | StartNode;

const shownPeers = 100;
const shownClosedPeers = 50;
/** VS Code draws a whole branch anew at each refresh: three a second are enough to look alive. */
const refreshMs = 333;

export class ConnectionsTree implements TreeDataProvider<ConnectionNode> {
  readonly #endpoints: Endpoints;
  readonly #saved: SavedEndpoints;
  readonly #changed = new EventEmitter<ConnectionNode | undefined>();
  readonly #drawn = new EventEmitter<void>();
  readonly #subscriptions = new DisposableStore();
  /** One node object an endpoint, since VS Code refreshes by identity. */
  readonly #nodes = new Map<string, ConnectionNode>();
  readonly #stale = new Set<string>();
  /** A client's connection, or its last one: a client has no rows below it. */
  readonly #connections = new Map<string, PeerSnapshot>();
  #savedList: readonly SavedEndpoint[] = [];
  /** The saved endpoint that an endpoint is, by the endpoint's id. */
  #savedAs: ReadonlyMap<string, SavedEndpoint> = new Map();
  #timer: NodeJS.Timeout | undefined;
  #drawing: NodeJS.Immediate | undefined;

  constructor(endpoints: Endpoints, saved: SavedEndpoints) {
    this.#endpoints = endpoints;
    this.#saved = saved;
    this.#subscriptions.add(
      endpoints.onDidChangeList(() => {
        for (const id of this.#nodes.keys()) if (!endpoints.has(id)) this.#forget(id);
        this.#changed.fire(undefined);
      }),
    );
    this.#subscriptions.add(saved.onDidChange(() => this.#changed.fire(undefined)));
    this.#subscriptions.add(
      endpoints.onDidChange(changed => {
        for (const { id } of changed) this.#stale.add(id);
        this.#timer ??= setTimeout(() => this.#refresh(), refreshMs);
      }),
    );
    this.#subscriptions.add({ dispose: () => clearTimeout(this.#timer) });
    this.#subscriptions.add({ dispose: () => clearImmediate(this.#drawing) });
    this.#subscriptions.add(this.#changed);
    this.#subscriptions.add(this.#drawn);
  }

  get onDidChangeTreeData(): Event<ConnectionNode | undefined> {
    return this.#changed.event;
  }

  /** Fires when VS Code has taken rows that it asked for. */
  get onDidDraw(): Event<void> {
    return this.#drawn.event;
  }

  async getChildren(node?: ConnectionNode): Promise<ConnectionNode[]> {
    if (node?.type === 'endpoint') return this.#peerNodes(node.endpoint);
    if (node) return node.type === 'closedPeers' ? this.#closedPeerNodes(node.endpoint) : [];
    const endpoints = this.#endpoints.all.map(({ id }) => this.#endpointNode(id));
    await Promise.all(this.#endpoints.all.filter(isClient).map(({ id }) => this.#lookAtConnection(id)));
    const saved = await this.#savedNodes();
    // Where there is nothing at all, VS Code shows the welcome view with these.
    return [...endpoints, ...saved, ...(endpoints.length === 0 && saved.length > 0 ? startNodes : [])];
  }

  getTreeItem(node: ConnectionNode): TreeItem {
    // It registers a row when it has got it.
    this.#drawing ??= setImmediate(() => {
      this.#drawing = undefined;
      this.#drawn.fire();
    });
    switch (node.type) {
      case 'endpoint':
        return endpointItem(
          this.#endpoints.find(node.endpoint),
          this.#connections.get(node.endpoint),
          this.#savedAs.get(node.endpoint),
        );
      case 'peer':
        return peerItem(this.#endpoints.find(node.endpoint), node.peer);
      case 'closedPeers':
        return closedPeersItem(this.#endpoints.find(node.endpoint));
      case 'more':
        return new TreeItem(l10n.t('{0} more…', node.hidden));
      case 'saved':
        return savedItem(node.saved);
      case 'start':
        return startItem(node);
    }
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #refresh(): void {
    this.#timer = undefined;
    // An endpoint that was renamed may be a saved one, or no longer.
    if (this.#pairSaved()) this.#changed.fire(undefined);
    for (const id of this.#stale) {
      if (!this.#nodes.has(id) || !this.#endpoints.has(id)) continue;
      if (isClient(this.#endpoints.find(id))) void this.#lookAtConnection(id).then(() => this.#redraw(id));
      else this.#redraw(id);
    }
    this.#stale.clear();
  }

  #redraw(id: string): void {
    const node = this.#nodes.get(id);
    if (node && this.#endpoints.has(id)) this.#changed.fire(node);
  }

  /** Where the engine can't say, what is known stays. */
  async #lookAtConnection(id: string): Promise<void> {
    const [connection] = await this.#endpoints.peers(id, 0, 1).catch(() => []);
    if (connection && this.#endpoints.has(id)) this.#connections.set(id, connection);
  }

  #forget(id: string): void {
    this.#nodes.delete(id);
    this.#connections.delete(id);
  }

  #endpointNode(id: string): ConnectionNode {
    const node = this.#nodes.get(id) ?? { type: 'endpoint', endpoint: id };
    this.#nodes.set(id, node);
    return node;
  }

  async #peerNodes(endpoint: string): Promise<ConnectionNode[]> {
    const [peers, closed] = await Promise.all([
      this.#endpoints.peers(endpoint, 0, shownPeers),
      this.#endpoints.recentPeers(endpoint, 1),
    ]);
    const open = peers.filter(({ state }) => state !== 'closed');
    const hidden = this.#endpoints.find(endpoint).counters.peers - open.length;
    const nodes: ConnectionNode[] = open.map(peer => ({ type: 'peer', endpoint, peer }));
    if (hidden > 0) nodes.push({ type: 'more', endpoint, hidden });
    if (closed.length > 0) nodes.push({ type: 'closedPeers', endpoint });
    return nodes;
  }

  async #closedPeerNodes(endpoint: string): Promise<ConnectionNode[]> {
    const closed = await this.#endpoints.recentPeers(endpoint, shownClosedPeers);
    return closed.map(peer => ({ type: 'peer', endpoint, peer }));
  }

  /** Those that are not listed as endpoints. */
  async #savedNodes(): Promise<ConnectionNode[]> {
    this.#savedList = await this.#saved.all();
    this.#pairSaved();
    const listed = new Set(this.#savedAs.values());
    return this.#savedList.filter(one => !listed.has(one)).map(one => ({ type: 'saved', saved: one }));
  }

  /** Looks up which endpoints are saved; returns whether others are than before. */
  #pairSaved(): boolean {
    const before = this.#savedAs;
    const pairs = listedAs(this.#savedList, this.#endpoints.all);
    this.#savedAs = new Map([...pairs].map(([saved, { id }]) => [id, saved]));
    return before.size !== pairs.size || [...before].some(([id, saved]) => this.#savedAs.get(id) !== saved);
  }
}

function isClient({ config }: EndpointSnapshot): boolean {
  return config.kind === 'tcp-client';
}

/** `connection` is a client's, or its last one; `saved` is what the settings have for it. */
function endpointItem(endpoint: EndpointSnapshot, connection?: PeerSnapshot, saved?: SavedEndpoint): TreeItem {
  const { id, config, state } = endpoint;
  const isOpen = state === 'open' || state === 'reconnecting';
  // Expanded from the start: VS Code keeps an item that had no children collapsed when it gets some.
  const collapsible = config.kind === 'tcp-client' ? TreeItemCollapsibleState.None : TreeItemCollapsibleState.Expanded;
  const item = new TreeItem(endpointLabel(endpoint), collapsible);
  item.id = id;
  item.iconPath = endpointIcon(config.kind, state);
  item.description = [description(endpoint, connection), ...(saved ? savedNotes(saved) : [])].join(' · ');
  item.tooltip = tooltip(endpoint);
  const waits = state === 'failed' && canKeepTrying(config, endpoint.failure) ? '.unconnected' : '';
  const phase = isOpen || state === 'opening' ? 'running' : state;
  item.contextValue = `endpoint.${phase}.${config.kind}${waits}${saved ? `.${savedContext(saved)}` : ''}`;
  item.command = pressed;
  const spoken = config.name ?? spokenAddress(endpoint, l10n.t);
  item.accessibilityInformation = {
    label: `${kindLabel(config.kind)} ${spoken}, ${stateLabel(state)}, ${item.description}`,
  };
  return item;
}

function description(endpoint: EndpointSnapshot, connection: PeerSnapshot | undefined): string {
  const { config, state, counters, failure } = endpoint;
  if (failure && state === 'failed') return failureReason(failure);
  if (failure && state === 'reconnecting') return `${failureReason(failure)} · ${stateLabel(state)}`;
  const note = (connection && stateNote(connection)) ?? [];
  if (state !== 'open') {
    const hasEnded = connection?.closedAt !== undefined && state !== 'opening';
    return [stateLabel(state), ...(hasEnded ? [...traffic(counters), ...note] : [])].join(' · ');
  }
  const shown = config.name === undefined ? [] : [addressLabel(endpoint)];
  const count = config.kind === 'tcp-client' ? undefined : peerCount(endpoint);
  if (count !== undefined) shown.push(count);
  // An older answer may still be of the connection before.
  return [...shown, ...traffic(counters), ...(connection?.closedAt === undefined ? note : [])].join(' · ');
}

function traffic({ bytesIn, bytesOut }: Pick<PeerSnapshot, 'bytesIn' | 'bytesOut'>): string[] {
  return [`↓ ${formatBytes(bytesIn)}`, `↑ ${formatBytes(bytesOut)}`];
}

function trafficLines({ bytesIn, bytesOut, framesIn, framesOut }: EndpointSnapshot['counters']): string[] {
  const [received, sent] = [formatBytes(bytesIn), formatBytes(bytesOut)];
  return [
    framesIn === 1
      ? l10n.t('received {0} in 1 message', received)
      : l10n.t('received {0} in {1} messages', received, framesIn),
    framesOut === 1 ? l10n.t('sent {0} in 1 message', sent) : l10n.t('sent {0} in {1} messages', sent, framesOut),
  ];
}

function tooltip(endpoint: EndpointSnapshot): MarkdownString {
  const { config, address, state, counters, failure, entries, firstEntry } = endpoint;
  const count = peerCount(endpoint);
  const text = new MarkdownString();
  const rows = entries - firstEntry;
  const lines = [
    ...(failure ? [failureSentence(failure)] : []),
    `${kindLabel(config.kind)}, ${stateLabel(state)}`,
    ...addressLines(endpoint),
    ...(count === undefined ? [] : [count]),
    ...trafficLines(counters),
    rows === 1 ? l10n.t('1 row in the transcript') : l10n.t('{0} rows in the transcript', rows),
    ...(isExposed(endpoint) ? [l10n.t('Reachable from other machines at:'), ...lanAddresses(address)] : []),
  ];
  for (const line of lines) text.appendText(`${line}\n`);
  return text;
}

/** Where a UDP socket sends, with the address that its name stands for, and where it is bound; the address of any other endpoint. */
function addressLines(endpoint: EndpointSnapshot): string[] {
  const { config, address, resolved = {} } = endpoint;
  const remote = remoteOf(config);
  if (remote === undefined) return [address];
  const [meant, bound] = [resolved[remote], boundAddress(endpoint)];
  const shown = meant === undefined ? remote : `${remote} (${meant})`;
  return [
    isConnected(config) ? l10n.t('sends to and receives only from {0}', shown) : l10n.t('sends to {0}', shown),
    ...(bound === undefined ? [] : [l10n.t('bound to {0}', bound)]),
  ];
}

function peerItem({ id, config, peerNames = {} }: EndpointSnapshot, peer: PeerSnapshot): TreeItem {
  const name = peerNames[peer.address];
  const item = new TreeItem(name ?? peer.address);
  const isClosed = peer.state === 'closed';
  // The row of the open peer may still be there when that of the closed one is drawn, and VS Code wants unique ids.
  item.id = isClosed ? `${closedPeersId(id)}/${peer.id}` : `${id}/${peer.id}`;
  const ended = peer.state !== 'open';
  item.iconPath = new ThemeIcon(ended ? 'debug-disconnect' : 'device-desktop', new ThemeColor('foreground'));
  const facts = [...(name === undefined ? [] : [peer.address]), ...traffic(peer), ...(stateNote(peer) ?? [])];
  item.description = facts.join(' · ');
  item.contextValue = `${isClosed ? 'closedPeer' : 'peer'}.${isStream(config) ? 'stream' : 'datagram'}`;
  item.command = pressed;
  return item;
}

function stateNote({ state, closedAt }: PeerSnapshot): string[] | undefined {
  if (closedAt !== undefined) return [l10n.t('until {0}', new Date(closedAt).toLocaleTimeString())];
  return state === 'open' ? undefined : [l10n.t('half-closed')];
}

function closedPeersItem({ id, config }: EndpointSnapshot): TreeItem {
  const label = config.kind === 'udp' ? l10n.t('Inactive') : l10n.t('Disconnected');
  const item = new TreeItem(label, TreeItemCollapsibleState.Collapsed);
  item.id = closedPeersId(id);
  return item;
}

function closedPeersId(endpoint: string): string {
  return `${endpoint}/closed`;
}
