/** The endpoints as the host knows them: a mirror of the engine's snapshots, and the engine's calls. */
import { randomUUID } from 'node:crypto';
import { type Event, EventEmitter } from 'vscode';
import type { EndpointConfig, Framing } from '../core/endpointConfig.ts';
import type { EndpointSnapshot, PeerSnapshot, SendTarget } from '../core/endpointSnapshot.ts';
import { SocketError } from '../core/socketError.ts';
import type { EngineCalls } from '../protocol/engineCalls.ts';
import { EngineWorker, type EngineWorkerOptions } from './engineWorker.ts';

export type WorkerPlace = Pick<EngineWorkerOptions, 'entry' | 'storage'>;

export class Endpoints {
  readonly #place: WorkerPlace;
  readonly #snapshots = new Map<string, EndpointSnapshot>();
  /** Which worker holds an endpoint: a restarted one knows nothing of those before. */
  readonly #holders = new Map<string, EngineWorker>();
  readonly #changed = new EventEmitter<readonly EndpointSnapshot[]>();
  readonly #listed = new EventEmitter<void>();
  #worker: EngineWorker | undefined;

  constructor(place: WorkerPlace) {
    this.#place = place;
  }

  /** Endpoints changed; at most 20 times a second, and once after the last change. */
  get onDidChange(): Event<readonly EndpointSnapshot[]> {
    return this.#changed.event;
  }

  /** An endpoint was added or removed. */
  get onDidChangeList(): Event<void> {
    return this.#listed.event;
  }

  get all(): EndpointSnapshot[] {
    return [...this.#snapshots.values()];
  }

  /** The engine's calls, for what needs no mirror. @throws SocketError ENGINE_STOPPED when there is no engine. */
  get calls(): EngineCalls {
    if (!this.#worker) throw new SocketError('ENGINE_STOPPED', { detail: '' });
    return this.#worker.calls;
  }

  /** By id or name. @throws SocketError NO_ENDPOINT. */
  find(idOrName: string): EndpointSnapshot {
    const found = this.#snapshots.get(idOrName) ?? this.all.find(({ config }) => config.name === idOrName);
    if (!found) throw new SocketError('NO_ENDPOINT', { endpoint: idOrName });
    return found;
  }

  has(id: string): boolean {
    return this.#snapshots.has(id);
  }

  /** Lists an endpoint and begins to open it. When that fails, it stays in the list as `failed`. */
  start(config: EndpointConfig): { id: string; opened: Promise<EndpointSnapshot> } {
    const id = randomUUID();
    const counters = { bytesIn: 0, bytesOut: 0, framesIn: 0, framesOut: 0, peers: 0 };
    const engine = this.#engine;
    this.#holders.set(id, engine);
    this.#snapshots.set(id, {
      id,
      config,
      state: 'opening',
      address: config.address,
      counters,
      entries: 0,
      generation: 0,
    });
    this.#listed.fire();
    return { id, opened: engine.calls.open(id, config).then(snapshot => this.#update(snapshot)) };
  }

  /** Opens an endpoint. Rejects with a SocketError when it can't, and then lists none. */
  async open(config: EndpointConfig): Promise<EndpointSnapshot> {
    const { id, opened } = this.start(config);
    try {
      return await opened;
    } catch (error) {
      await this.remove(id);
      throw error;
    }
  }

  /** Opens it again, with a new config where one is given. */
  async reopen(id: string, config = this.find(id).config): Promise<EndpointSnapshot> {
    if (this.#isHeld(id)) return this.#update(await this.calls.reopen(id, config));
    const engine = this.#engine;
    this.#holders.set(id, engine);
    return this.#update(await engine.calls.open(id, config));
  }

  /** Gives it a name, without a restart. */
  async rename(id: string, name: string): Promise<void> {
    if (this.#isHeld(id)) this.#fire([await this.calls.rename(id, name)]);
  }

  /** From the next byte on. */
  async changeFraming(id: string, framing: Framing): Promise<void> {
    this.#fire([await this.calls.changeFraming(id, framing)]);
  }

  async close(id: string): Promise<void> {
    if (this.#isHeld(id)) this.#update(await this.calls.close(id));
  }

  async remove(id: string): Promise<void> {
    const isHeld = this.#isHeld(id);
    this.#snapshots.delete(id);
    this.#holders.delete(id);
    this.#listed.fire();
    if (isHeld) await this.calls.remove(id);
  }

  async send(id: string, data: Uint8Array, target?: SendTarget): Promise<void> {
    this.#update(await this.calls.send(id, data, target));
  }

  async end(id: string, peer?: string): Promise<void> {
    this.#update(await this.calls.end(id, peer));
  }

  async reset(id: string, peer?: string): Promise<void> {
    this.#update(await this.calls.reset(id, peer));
  }

  async disconnect(id: string, peer: string): Promise<void> {
    this.#update(await this.calls.disconnect(id, peer));
  }

  async clearTranscript(id: string): Promise<void> {
    this.#update(await this.calls.clearTranscript(id));
  }

  async peers(id: string, from: number, count: number): Promise<PeerSnapshot[]> {
    return this.#isHeld(id) ? await this.calls.peers(id, from, count) : [];
  }

  /** Forgets a view, if its engine hasn't gone with it. */
  async closeView(view: number): Promise<void> {
    await this.#worker?.calls.closeView(view);
  }

  /** Closes every socket. */
  async dispose(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.stop();
    this.#changed.dispose();
    this.#listed.dispose();
  }

  get #engine(): EngineWorker {
    this.#worker ??= new EngineWorker({
      ...this.#place,
      events: { changed: snapshots => this.#fire(snapshots.filter(({ id }) => this.#snapshots.has(id))) },
      onStop: reason => this.#stopped(reason),
    });
    return this.#worker;
  }

  #isHeld(id: string): boolean {
    const holder = this.#holders.get(id);
    return holder !== undefined && holder === this.#worker;
  }

  #stopped(reason: Error): void {
    this.#worker = undefined;
    const failure = { code: 'ENGINE_STOPPED', params: { detail: reason.message } };
    this.#fire(this.all.map(snapshot => ({ ...snapshot, state: 'failed', failure })));
  }

  #fire(snapshots: EndpointSnapshot[]): void {
    for (const snapshot of snapshots) this.#snapshots.set(snapshot.id, snapshot);
    this.#changed.fire(snapshots);
  }

  /** The answer of a call is newer than the last announcement. */
  #update(snapshot: EndpointSnapshot): EndpointSnapshot {
    if (this.#snapshots.has(snapshot.id)) this.#snapshots.set(snapshot.id, snapshot);
    return snapshot;
  }
}
