/** The rows of the *Connections* view: endpoints with their peers, followed by the saved ones that aren't listed. */
import { type Event, EventEmitter, type TreeDataProvider, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { markUserArgument } from '../../client/callers/userGestures.ts';
import { unawaited } from '../../client/unawaited.ts';
import type { EndpointSnapshot, PeerSnapshot } from '../../core/endpointSnapshot.ts';
import { manyPeers } from '../../core/kinds.ts';
import type { TimeFormat } from '../../core/viewDefaults.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { onDidChangeViewDefaults, viewDefaults } from '../endpoints/userDefaults.ts';
import { listedAs, type SavedEndpoint, type SavedEndpoints } from '../saved/savedEndpoints.ts';
import { plainRow } from '../shown/shownText.ts';
import { endpointItem } from './endpointItem.ts';
import { closedPeersItem, hiddenPeersItem, peerItem } from './peerItem.ts';
import { savedItem } from './savedItem.ts';
import { type StartNode, startItem, startNodes } from './startNodes.ts';

export type ConnectionNode =
  | { readonly type: 'endpoint'; readonly endpoint: string }
  | { readonly type: 'peer'; readonly endpoint: string; readonly peer: PeerSnapshot }
  /** The list of closed peers. */
  | { readonly type: 'closedPeers'; readonly endpoint: string }
  | { readonly type: 'more'; readonly endpoint: string; readonly hidden: number }
  | { readonly type: 'saved'; readonly saved: SavedEndpoint }
  | StartNode;

const shownPeers = 100;
const shownClosedPeers = 50;
/** VS Code redraws a whole branch at each refresh: three per second are enough to look live. */
const refreshMs = 333;

export class ConnectionsTree implements TreeDataProvider<ConnectionNode> {
  readonly #endpoints: Endpoints;
  readonly #saved: SavedEndpoints;
  readonly #changed = new EventEmitter<ConnectionNode | undefined>();
  readonly #drawn = new EventEmitter<void>();
  readonly #subscriptions = new DisposableStore();
  /** One node object per endpoint, since VS Code refreshes by identity. */
  readonly #nodes = new Map<string, ConnectionNode>();
  readonly #stale = new Set<string>();
  /** Current or last connection of each client; clients have no rows below them. */
  readonly #connections = new Map<string, PeerSnapshot>();
  /**
   * Endpoints that were drawn as expandable and turned out to have no rows below them. VS Code then draws them as
   * leaves, and expands them when the first row is added; an item first drawn as a leaf would stay collapsed.
   */
  readonly #childless = new Set<string>();
  #isIncomplete = false;
  #savedList: readonly SavedEndpoint[] = [];
  /** Matching saved endpoints, by the endpoint's id. */
  #savedAs: ReadonlyMap<string, SavedEndpoint> = new Map();
  #timeFormat = viewDefaults().timeFormat;
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
    this.#subscriptions.add(onDidChangeViewDefaults(({ timeFormat }) => this.#showTimesAs(timeFormat)));
    this.#subscriptions.add({ dispose: () => clearTimeout(this.#timer) });
    this.#subscriptions.add({ dispose: () => clearImmediate(this.#drawing) });
    this.#subscriptions.add(this.#changed);
    this.#subscriptions.add(this.#drawn);
  }

  /** Whether endpoints of an earlier window are still being restored: then the list is incomplete rather than empty. */
  set isIncomplete(isIncomplete: boolean) {
    if (isIncomplete === this.#isIncomplete) return;
    this.#isIncomplete = isIncomplete;
    this.#changed.fire(undefined);
  }

  get onDidChangeTreeData(): Event<ConnectionNode | undefined> {
    return this.#changed.event;
  }

  /** Fires when VS Code has received rows that it requested. */
  get onDidDraw(): Event<void> {
    return this.#drawn.event;
  }

  async getChildren(node?: ConnectionNode): Promise<ConnectionNode[]> {
    if (node?.type === 'endpoint') return this.#unlessRemoved(node.endpoint, this.#peerNodes(node.endpoint));
    if (node?.type === 'closedPeers') return this.#unlessRemoved(node.endpoint, this.#closedPeerNodes(node.endpoint));
    if (node) return [];
    const endpoints = this.#endpoints.all.map(({ id }) => this.#endpointNode(id));
    // Skip endpoints whose long transcript the engine is still reading, since it answers late: they are redrawn
    // afterwards.
    const known = this.#endpoints.all.filter(one => isClient(one) && !one.isRestoring);
    await Promise.all(known.map(({ id }) => this.#lookAtConnection(id)));
    const saved = await this.#savedNodes();
    // For an empty list, VS Code shows the welcome view instead of these.
    const starts = endpoints.length === 0 && saved.length > 0 && !this.#isIncomplete ? startNodes : [];
    return [...endpoints, ...saved, ...starts];
  }

  /** Required by VS Code to focus a row. */
  getParent(node: ConnectionNode): ConnectionNode | undefined {
    if (node.type === 'endpoint' || !('endpoint' in node)) return undefined;
    const isInList = node.type === 'peer' && node.peer.state === 'closed';
    return isInList ? { type: 'closedPeers', endpoint: node.endpoint } : this.#endpointNode(node.endpoint);
  }

  /** Returns a row whose texts are safe to show. From then on, commands treat the node as coming from the user. */
  getTreeItem(node: ConnectionNode): TreeItem {
    markUserArgument(node);
    return plainRow(this.#itemOf(node));
  }

  #itemOf(node: ConnectionNode): TreeItem {
    // VS Code registers a row once it has received it.
    this.#drawing ??= setImmediate(() => {
      this.#drawing = undefined;
      this.#drawn.fire();
    });
    // VS Code may still request a row of an endpoint that was just removed.
    if ('endpoint' in node && !this.#endpoints.has(node.endpoint)) return new TreeItem('');
    switch (node.type) {
      case 'endpoint':
        return this.#endpointItem(node.endpoint);
      case 'peer':
        return peerItem(this.#endpoints.find(node.endpoint), node.peer, this.#timeFormat);
      case 'closedPeers':
        return closedPeersItem(this.#endpoints.find(node.endpoint));
      case 'more':
        return hiddenPeersItem(node.hidden);
      case 'saved':
        return savedItem(node.saved);
      case 'start':
        return startItem(node);
    }
  }

  /** Makes VS Code request all rows again. */
  redraw(): void {
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #endpointItem(id: string): TreeItem {
    const [connection, saved] = [this.#connections.get(id), this.#savedAs.get(id)];
    const item = endpointItem(this.#endpoints.find(id), connection, saved, this.#timeFormat);
    if (this.#childless.has(id)) item.collapsibleState = TreeItemCollapsibleState.None;
    return item;
  }

  #refresh(): void {
    this.#timer = undefined;
    // A renamed endpoint may now match a saved one, or no longer do so.
    if (this.#pairSaved()) this.#changed.fire(undefined);
    for (const id of this.#stale) {
      if (!this.#nodes.has(id) || !this.#endpoints.has(id)) continue;
      if (isClient(this.#endpoints.find(id))) void this.#lookAtConnection(id).then(() => this.#redraw(id));
      else this.#redraw(id);
      // VS Code doesn't request rows below a leaf.
      if (this.#childless.has(id)) unawaited(this.getChildren(this.#nodes.get(id)));
    }
    this.#stale.clear();
  }

  #showTimesAs(format: TimeFormat): void {
    if (format === this.#timeFormat) return;
    this.#timeFormat = format;
    this.#changed.fire(undefined);
  }

  #redraw(id: string): void {
    const node = this.#nodes.get(id);
    if (node && this.#endpoints.has(id)) this.#changed.fire(node);
  }

  /** Keeps the known value if the engine can't answer. */
  async #lookAtConnection(id: string): Promise<void> {
    const [connection] = await this.#endpoints.engine.peers(id, 0, 1).catch(() => []);
    if (connection && this.#endpoints.has(id)) this.#connections.set(id, connection);
  }

  #forget(id: string): void {
    this.#nodes.delete(id);
    this.#childless.delete(id);
    this.#connections.delete(id);
  }

  #endpointNode(id: string): ConnectionNode {
    const node = this.#nodes.get(id) ?? { type: 'endpoint', endpoint: id };
    this.#nodes.set(id, node);
    return node;
  }

  /** Resolves with no rows if the endpoint was removed in the meantime. */
  async #unlessRemoved(endpoint: string, rows: Promise<ConnectionNode[]>): Promise<ConnectionNode[]> {
    return rows.catch(error => {
      if (this.#endpoints.has(endpoint)) throw error;
      return [];
    });
  }

  async #peerNodes(endpoint: string): Promise<ConnectionNode[]> {
    const [peers, closed] = await Promise.all([
      this.#endpoints.engine.peers(endpoint, 0, shownPeers),
      this.#endpoints.engine.recentPeers(endpoint, 1),
    ]);
    const open = peers.filter(({ state }) => state !== 'closed');
    const hidden = this.#endpoints.find(endpoint).counters.peers - open.length;
    const nodes: ConnectionNode[] = open.map(peer => ({ type: 'peer', endpoint, peer }));
    if (hidden > 0) nodes.push({ type: 'more', endpoint, hidden });
    if (closed.length > 0) nodes.push({ type: 'closedPeers', endpoint });
    this.#expectRows(endpoint, nodes.length > 0);
    return nodes;
  }

  /** Redraws all rows, not only this one: VS Code aligns icons depending on whether sibling rows can be expanded. */
  #expectRows(endpoint: string, has: boolean): void {
    if (has === !this.#childless.has(endpoint) || !this.#endpoints.has(endpoint)) return;
    if (has) this.#childless.delete(endpoint);
    else this.#childless.add(endpoint);
    this.#changed.fire(undefined);
  }

  async #closedPeerNodes(endpoint: string): Promise<ConnectionNode[]> {
    const closed = await this.#endpoints.engine.recentPeers(endpoint, shownClosedPeers);
    return closed.map(peer => ({ type: 'peer', endpoint, peer }));
  }

  /** Returns saved endpoints that aren't listed as endpoints. */
  async #savedNodes(): Promise<ConnectionNode[]> {
    this.#savedList = await this.#saved.all();
    this.#pairSaved();
    const listed = new Set(this.#savedAs.values());
    return this.#savedList.filter(one => !listed.has(one)).map(one => ({ type: 'saved', saved: one }));
  }

  /** Looks up which endpoints are saved; returns whether the result has changed. */
  #pairSaved(): boolean {
    const before = this.#savedAs;
    const pairs = listedAs(this.#savedList, this.#endpoints.all);
    this.#savedAs = new Map([...pairs].map(([saved, { id }]) => [id, saved]));
    return before.size !== pairs.size || [...before].some(([id, saved]) => this.#savedAs.get(id) !== saved);
  }
}

function isClient({ config }: EndpointSnapshot): boolean {
  return !manyPeers(config);
}
