/**
 * Adds endpoints to the host's list and removes them: start, restore, remove, bring back; also after their engine has
 * died.
 */
import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { isRunning } from '../../client/isRunning.ts';
import type { MirroredCalls } from '../../client/mirroredCalls.ts';
import type { WindowEngine } from '../../client/windowEngine.ts';
import type { PreviousEndpoints } from '../../core/calls/previousEndpoints.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { Adoption, EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { listens } from '../../core/kinds.ts';
import type { EndpointMirror } from './endpointMirror.ts';
import { type HeldEndpoints, type Kept, throwUnlessStopped } from './heldEndpoints.ts';
import { checkReceiveDirectory } from './receiveSettings.ts';

/** An endpoint that was removed, and what is needed to bring it back. */
export interface AsideEndpoint {
  readonly endpoint: Pick<EndpointSnapshot, 'id' | 'config' | 'address'>;
  /** Ids of all endpoints that were listed when it was removed, in order. */
  readonly order: readonly string[];
  readonly how: Adoption;
}

export interface ListParts {
  readonly engine: WindowEngine;
  readonly calls: MirroredCalls;
  readonly mirror: EndpointMirror;
  readonly held: HeldEndpoints;
}

export class ListedEndpoints {
  readonly #engine: WindowEngine;
  readonly #calls: MirroredCalls;
  readonly #mirror: EndpointMirror;
  readonly #held: HeldEndpoints;

  constructor({ engine, calls, mirror, held }: ListParts) {
    this.#engine = engine;
    this.#calls = calls;
    this.#mirror = mirror;
    this.#held = held;
  }

  /** Lists an endpoint and starts opening it. If that fails, it stays in the list as `failed`. */
  start(config: EndpointConfig, kept: Kept): { id: string; opened: Promise<EndpointSnapshot> } {
    checkReceiveDirectory(config, this.#engine.receiving);
    const id = randomUUID();
    this.#held.hold(id, this.#engine.start(), kept);
    this.#mirror.list(id, config, 'opening');
    this.#mirror.announceList();
    return { id, opened: this.#calls.open(id, config, kept.keptSinceMs) };
  }

  /** Lists an endpoint, which is kept for the next window, without opening it; returns its id. */
  async add(config: EndpointConfig): Promise<string> {
    const id = randomUUID();
    const kept = { keptSinceMs: Date.now() };
    this.#held.hold(id, this.#engine.start(), kept);
    this.#mirror.list(id, config, 'closed');
    this.#mirror.announceList();
    await this.#calls.adopt(id, config, kept);
    return id;
  }

  /**
   * Lists the endpoints that earlier windows of the workspace left, closed, with their transcripts. Before that, calls
   * `found` with these endpoints and with those that were removed.
   */
  async restore(
    storage: string,
    parse: (config: unknown) => Promise<EndpointConfig | undefined>,
    found: (endpoints: PreviousEndpoints['endpoints'], removed: PreviousEndpoints['removed']) => void = () => undefined,
  ): Promise<PreviousEndpoints> {
    // If no window has ever opened an endpoint, don't start an engine.
    const sessions = await readdir(storage).catch(() => [] /* nothing has been written yet */);
    if (sessions.length === 0) return { endpoints: [], removed: [], held: 0, refused: [] };
    const worker = this.#engine.start();
    const { endpoints, ...others } = await this.#calls.takePrevious();
    const parsed = await Promise.all(endpoints.map(async one => ({ ...one, config: await parse(one.config) })));
    const usable = parsed.flatMap(one => (one.config === undefined ? [] : [{ ...one, config: one.config }]));
    found(usable, others.removed);
    // List and adopt without a pause in between: every listed endpoint can be used.
    const adopted = usable.map(
      ({ id, config, address, interrupted, wasOpen, createdMs, panel, traffic, entries, peerNames }) => {
        const known = { ...(traffic && { traffic }), ...(peerNames && { peerNames }) };
        this.#mirror.list(id, config, 'closed', { ...known, isRestoring: true });
        this.#held.hold(id, worker, { keptSinceMs: createdMs, ...(panel !== undefined && { panel }) });
        const counted = entries === undefined ? {} : { entries };
        // Adopt each one separately: a long transcript doesn't delay events about the others.
        return this.#calls.adopt(id, config, {
          address,
          interrupted,
          wasOpen,
          ...counted,
          ...known,
          ...this.#held.kept(id),
        });
      },
    );
    if (usable.length > 0) this.#mirror.announceList();
    await Promise.allSettled(adopted);
    return { endpoints: usable, ...others };
  }

  /** Deletes an endpoint, including its files; if its engine has died, the next engine does that. */
  async remove(id: string): Promise<void> {
    if (!this.#mirror.has(id)) return;
    if (this.unlist(id)) await this.#calls.remove(id);
    else await this.#held.askAdopter(this.#calls, () => this.#calls.forgetAside(id));
  }

  /**
   * Closes an endpoint and takes it off the list, until `bringBack` or the engine's `forgetAside`. `removedMs` is equal
   * for endpoints removed together.
   */
  async setAside(id: string, removedMs?: number): Promise<AsideEndpoint> {
    const endpoint = this.#mirror.find(id);
    const { address, entries, peerNames } = endpoint;
    const { peers: _peers, ...traffic } = endpoint.counters;
    // A client's connection can't be restored: another one would be a new conversation.
    const wasOpen = listens(endpoint.config) && isRunning(endpoint);
    const how = { address, traffic, entries, wasOpen, ...(peerNames && { peerNames }), ...this.#held.kept(id) };
    const aside = { endpoint, order: this.#mirror.all.map(one => one.id), how };
    // If the engine stops meanwhile, the endpoint stays on disk, and the next engine restores it.
    if (this.unlist(id)) await this.#calls.setAside(id, removedMs).catch(throwUnlessStopped);
    else await this.#held.askAdopter(this.#calls, () => this.#calls.setAside(id, removedMs));
    return aside;
  }

  /** Lists an endpoint again in its place, closed; `how.wasOpen` says whether it should be reopened. */
  async bringBack({ endpoint: { id, config }, order, how }: AsideEndpoint): Promise<void> {
    if (this.#mirror.has(id)) return;
    const { traffic, peerNames } = how;
    this.#held.hold(id, this.#engine.start(), how);
    const known = { ...(traffic && { traffic }), ...(peerNames && { peerNames }) };
    // Its transcript may have to be read from disk.
    this.#mirror.list(id, config, 'closed', { ...known, isRestoring: true });
    this.#mirror.moveLast(id, order);
    this.#mirror.announceList();
    await this.#calls.bringBack(id, config, how);
  }

  /** Takes an endpoint off the list. Returns whether its engine knows it. */
  unlist(id: string): boolean {
    const isHeld = this.#held.isHeld(id);
    this.#held.forget(id);
    this.#mirror.unlist(id);
    return isHeld;
  }
}
