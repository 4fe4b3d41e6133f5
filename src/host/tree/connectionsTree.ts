/** The rows of the *Connections* view: endpoints with their peers, followed by the saved ones that aren't listed. */
import { type Event, type TreeDataProvider, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { markUserArgument } from '../../client/callers/userGestures.ts';
import { RowsAhead } from '../../client/rowsAhead.ts';
import { unawaited } from '../../client/unawaited.ts';
import type { EndpointSnapshot, PeerSnapshot } from '../../core/endpointSnapshot.ts';
import { manyPeers } from '../../core/kinds.ts';
import type { TimeFormat } from '../../core/viewDefaults.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { onDidChangeViewDefaults, viewDefaults } from '../endpoints/userDefaults.ts';
import type { SavedEndpoints } from '../saved/savedEndpoints.ts';
import { NumberedKinds } from '../shown/panelTitles.ts';
import { plainRow } from '../shown/shownText.ts';
import { DrawnRows } from './drawnRows.ts';
import { endpointItem } from './endpointItem.ts';
import { closedPeersItem, hiddenPeersItem, peerItem } from './peerItem.ts';
import { type Redrawn, Redraws } from './redraws.ts';
import { savedItem } from './savedItem.ts';
import { type SavedNode, SavedRows } from './savedRows.ts';
import { type StartNode, startItem, startNodes } from './startNodes.ts';

export type ConnectionNode =
  | { readonly type: 'endpoint'; readonly endpoint: string }
  | { readonly type: 'peer'; readonly endpoint: string; readonly peer: PeerSnapshot }
  /** The list of closed peers. */
  | { readonly type: 'closedPeers'; readonly endpoint: string }
  | { readonly type: 'more'; readonly endpoint: string; readonly hidden: number }
  | SavedNode
  | StartNode;

const shownPeers = 100;
const shownClosedPeers = 50;
/** VS Code redraws a whole branch at each refresh: three per second are enough to look live. */
const refreshMs = 333;

export class ConnectionsTree implements TreeDataProvider<ConnectionNode> {
  readonly #endpoints: Endpoints;
  readonly #saved: SavedRows;
  readonly #numbered = new NumberedKinds();
  readonly #redraws = new Redraws<ConnectionNode>(() => this.#topRows());
  readonly drawn = new DrawnRows<ConnectionNode>();
  readonly #subscriptions = new DisposableStore();
  /** One node object per endpoint, since VS Code refreshes by identity. */
  readonly #nodes = new Map<string, ConnectionNode>();
  readonly #stale = new Set<string>();
  /** Current or last connection of each client, undefined until it is known; clients have no rows below them. */
  readonly #connections = new Map<string, PeerSnapshot | undefined>();
  /**
   * Endpoints that were drawn as expandable and turned out to have no rows below them. VS Code then draws them as
   * leaves, and expands them when the first row is added; an item first drawn as a leaf would stay collapsed.
   */
  readonly #childless = new Set<string>();
  readonly #ahead = new RowsAhead<ConnectionNode>();
  #isIncomplete = false;
  #timeFormat = viewDefaults().timeFormat;
  #timer: NodeJS.Timeout | undefined;

  constructor(endpoints: Endpoints, saved: SavedEndpoints) {
    this.#endpoints = endpoints;
    this.#saved = new SavedRows(saved);
    this.#subscriptions.add(endpoints.onDidChangeList(() => this.#followList()));
    this.#subscriptions.add(saved.onDidChange(() => unawaited(this.#followSaved())));
    this.#subscriptions.add(
      endpoints.onDidChange(changed => {
        for (const { id } of changed) {
          this.#stale.add(id);
          this.#ahead.drop(id);
        }
        this.#timer ??= setTimeout(() => this.#refresh(), refreshMs);
      }),
    );
    this.#subscriptions.add(onDidChangeViewDefaults(({ timeFormat }) => this.#showTimesAs(timeFormat)));
    this.#subscriptions.add(this.#redraws.onDidAnnounce(rows => rows === undefined && this.drawn.forget()));
    this.#subscriptions.add({ dispose: () => clearTimeout(this.#timer) });
    for (const one of [this.#redraws, this.drawn]) this.#subscriptions.add(one);
  }

  /** Whether endpoints of an earlier window are still being restored: then the list is incomplete rather than empty. */
  set isIncomplete(isIncomplete: boolean) {
    this.#isIncomplete = isIncomplete;
    this.#redraws.request();
  }

  get onDidChangeTreeData(): Event<Redrawn<ConnectionNode>> {
    return this.#redraws.onDidAnnounce;
  }

  /**
   * Called by VS Code, which doesn't know any row until it has received the new ones. So nothing is awaited here:
   * slow lookups happen before a change is reported to VS Code, or are drawn afterwards.
   */
  async getChildren(node?: ConnectionNode): Promise<ConnectionNode[]> {
    const ready = node?.type === 'endpoint' ? this.#ahead.take(node.endpoint) : undefined;
    if (node) return ready ?? this.#rowsBelow(node);
    await this.#saved.known();
    this.#saved.pair(this.#endpoints.all);
    this.#numbered.update(this.#endpoints.all);
    for (const one of this.#endpoints.all) this.#lookAtNew(one);
    const rows = this.#topRows();
    this.#redraws.noteTopRows(rows);
    return rows;
  }

  /** Returns the current rows, which VS Code may not know yet. */
  async rows(parent?: ConnectionNode): Promise<ConnectionNode[]> {
    if (parent) return this.#rowsBelow(parent);
    await this.#readSaved();
    return this.#topRows();
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
    this.drawn.request(node);
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

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #endpointItem(id: string): TreeItem {
    const [connection, saved, numbered] = [this.#connections.get(id), this.#saved.of(id), this.#numbered.of(id)];
    const item = endpointItem(this.#endpoints.find(id), { connection, saved, numbered, times: this.#timeFormat });
    if (this.#childless.has(id)) item.collapsibleState = TreeItemCollapsibleState.None;
    return item;
  }

  #followList(): void {
    for (const id of this.#nodes.keys()) if (!this.#endpoints.has(id)) this.#forget(id);
    this.#pair();
    this.#redraws.request();
  }

  /** Before VS Code first requests rows, no change needs to be reported. */
  async #followSaved(): Promise<void> {
    if (!this.#saved.isInUse) return;
    await this.#readSaved();
    this.#redraws.request();
  }

  async #readSaved(): Promise<void> {
    await this.#saved.read();
    this.#pair();
  }

  /** Looks up which endpoints are saved and which need a number, and redraws those for which that has changed. */
  #pair(): void {
    const { all } = this.#endpoints;
    for (const id of [...this.#saved.pair(all), ...this.#numbered.update(all)]) this.#redraw(id);
  }

  #refresh(): void {
    this.#timer = undefined;
    const stale = [...this.#stale].filter(id => this.#nodes.has(id) && this.#endpoints.has(id));
    this.#stale.clear();
    // A renamed endpoint may now match a saved one or another one, or no longer do so.
    this.#pair();
    for (const id of stale) unawaited(this.#lookAt(id).finally(() => this.#redraw(id)));
  }

  /** Looks up what the engine must be asked for to draw an endpoint. */
  async #lookAt(id: string): Promise<void> {
    const endpoint = this.#endpoints.find(id);
    if (!manyPeers(endpoint.config)) return this.#lookAtConnection(id);
    // While the engine is still reading a long transcript, it would answer late.
    const areShown = this.#ahead.areExpected(id) && !endpoint.isRestoring;
    // VS Code doesn't request rows below a leaf.
    if (areShown || this.#childless.has(id)) await this.#fetchAhead(id);
  }

  async #fetchAhead(id: string): Promise<void> {
    const rows = await this.#rowsBelow(this.#endpointNode(id)).catch(
      () => undefined /* VS Code's own request fails, too */,
    );
    if (rows) this.#ahead.keep(id, rows);
  }

  #showTimesAs(format: TimeFormat): void {
    if (format === this.#timeFormat) return;
    this.#timeFormat = format;
    this.#redraws.request(...this.#endpointNodes());
  }

  #redraw(id: string): void {
    const node = this.#nodes.get(id);
    if (node && this.#endpoints.has(id)) this.#redraws.request(node);
  }

  /**
   * Looks up the connection of a client that hasn't been drawn yet. While the engine is still reading a long
   * transcript, it would answer late: the endpoint changes afterwards.
   */
  #lookAtNew(endpoint: EndpointSnapshot): void {
    const { id, isRestoring } = endpoint;
    if (manyPeers(endpoint.config) || isRestoring || this.#connections.has(id)) return;
    unawaited(this.#lookAtConnection(id).then(() => this.#connections.get(id) && this.#redraw(id)));
  }

  /** Keeps the known value if the engine can't answer. */
  async #lookAtConnection(id: string): Promise<void> {
    if (!this.#connections.has(id)) this.#connections.set(id, undefined);
    const [connection] = await this.#endpoints.engine.peers(id, 0, 1).catch(() => []);
    if (connection && this.#endpoints.has(id)) this.#connections.set(id, connection);
  }

  #forget(id: string): void {
    this.#nodes.delete(id);
    this.#childless.delete(id);
    this.#connections.delete(id);
    this.#ahead.forget(id);
  }

  #endpointNode(id: string): ConnectionNode {
    const node = this.#nodes.get(id) ?? { type: 'endpoint', endpoint: id };
    this.#nodes.set(id, node);
    return node;
  }

  #endpointNodes(): ConnectionNode[] {
    return this.#endpoints.all.map(({ id }) => this.#endpointNode(id));
  }

  #topRows(): ConnectionNode[] {
    const [endpoints, saved] = [this.#endpointNodes(), this.#saved.nodes];
    // For an empty list, VS Code shows the welcome view instead of these.
    const starts = endpoints.length === 0 && saved.length > 0 && !this.#isIncomplete ? startNodes : [];
    return [...endpoints, ...saved, ...starts];
  }

  async #rowsBelow(node: ConnectionNode): Promise<ConnectionNode[]> {
    if (node.type === 'endpoint') return this.#unlessRemoved(node.endpoint, this.#peerNodes(node.endpoint));
    if (node.type === 'closedPeers') return this.#unlessRemoved(node.endpoint, this.#closedPeerNodes(node.endpoint));
    return [];
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
    this.#redraws.requestAll();
  }

  async #closedPeerNodes(endpoint: string): Promise<ConnectionNode[]> {
    const closed = await this.#endpoints.engine.recentPeers(endpoint, shownClosedPeers);
    return closed.map(peer => ({ type: 'peer', endpoint, peer }));
  }
}
