/** The engine's endpoints as known to the host, in the order in which they are listed. */
import { type Disposable, type Event, EventEmitter } from 'vscode';
import { insertRestored } from '../../client/insertRestored.ts';
import { changedEndpoint, type EndpointChange } from '../../core/endpointChange.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { EndpointSnapshot, EndpointState, PeerNames, Traffic } from '../../core/endpointSnapshot.ts';
import { SocketError } from '../../core/socketError.ts';

/** The snapshot of an endpoint before an engine has answered. */
interface Known {
  readonly traffic?: Traffic;
  readonly peerNames?: PeerNames;
  readonly isRestoring?: true;
}

/** How much of an endpoint's stored transcript has been read. */
export interface TranscriptRead {
  readonly endpoint: string;
  readonly percent: number;
}

export class EndpointMirror implements Disposable {
  readonly #snapshots = new Map<string, EndpointSnapshot>();
  /**
   * Snapshots as last announced by the engine: its changes are relative to these, whereas answers to calls may be
   * newer.
   */
  readonly #announced = new Map<string, EndpointSnapshot>();
  readonly #changed = new EventEmitter<readonly EndpointSnapshot[]>();
  readonly #listed = new EventEmitter<void>();
  readonly #read = new EventEmitter<TranscriptRead>();

  readonly onDidChange: Event<readonly EndpointSnapshot[]> = this.#changed.event;
  readonly onDidChangeList: Event<void> = this.#listed.event;
  readonly onDidReadTranscript: Event<TranscriptRead> = this.#read.event;

  get all(): EndpointSnapshot[] {
    return [...this.#snapshots.values()];
  }

  /** Finds an endpoint by id or name. @throws SocketError NO_ENDPOINT. */
  find(idOrName: string): EndpointSnapshot {
    const found = this.#snapshots.get(idOrName) ?? this.all.find(({ config }) => config.name === idOrName);
    if (!found) throw new SocketError('NO_ENDPOINT', { endpoint: idOrName });
    return found;
  }

  has(id: string): boolean {
    return this.#snapshots.has(id);
  }

  /** Lists an endpoint that no engine has reported yet; `announceList` follows. */
  list(id: string, config: EndpointConfig, state: EndpointState, { traffic, ...known }: Known = {}): void {
    const counters = { bytesIn: 0, bytesOut: 0, framesIn: 0, framesOut: 0, ...traffic, peers: 0 };
    const nothingYet = { counters, entries: 0, firstEntry: 0, generation: 0 };
    this.#snapshots.set(id, { id, config, state, address: config.address, ...nothingYet, ...known });
  }

  /** Moves the endpoint that was listed last to its place in an earlier list. */
  moveLast(id: string, order: readonly string[]): void {
    const listed = new Map(this.#snapshots);
    const others = [...listed.keys()].filter(one => one !== id);
    this.#snapshots.clear();
    for (const one of insertRestored(others, id, order)) this.#snapshots.set(one, listed.get(one) as EndpointSnapshot);
  }

  unlist(id: string): void {
    this.#snapshots.delete(id);
    this.#announced.delete(id);
    this.#listed.fire();
  }

  announceList(): void {
    this.#listed.fire();
  }

  /**
   * Replaces an endpoint's snapshot without an event: the engine announces the change, too. An endpoint removed in the
   * meantime stays removed.
   */
  update(snapshot: EndpointSnapshot): void {
    if (this.#snapshots.has(snapshot.id)) this.#snapshots.set(snapshot.id, snapshot);
  }

  /** Replaces snapshots, and announces those that are still listed. */
  announce(snapshots: readonly EndpointSnapshot[]): void {
    const listed = snapshots.filter(({ id }) => this.#snapshots.has(id));
    for (const snapshot of listed) this.update(snapshot);
    this.#changed.fire(listed);
  }

  /** Applies changes announced by the engine, and announces the results. */
  apply(changes: readonly EndpointChange[]): void {
    const listed = changes.filter(({ id }) => this.#snapshots.has(id));
    const announced = listed.map(change => changedEndpoint(this.#announced.get(change.id), change));
    for (const one of announced) this.#announced.set(one.id, one);
    this.announce(announced);
  }

  /** Announces how much of a stored transcript has been read. */
  transcriptRead(endpoint: string, percent: number): void {
    this.#read.fire({ endpoint, percent });
  }

  /** Marks all endpoints as failed, because their engine has died. */
  failAll(reason: Error): void {
    const { failure } = new SocketError('ENGINE_STOPPED', { detail: reason.message });
    this.announce(this.all.map(one => ({ ...one, state: 'failed', failure, counters: { ...one.counters, peers: 0 } })));
  }

  dispose(): void {
    this.#changed.dispose();
    this.#listed.dispose();
    this.#read.dispose();
  }
}
