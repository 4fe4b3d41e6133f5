/** All endpoints of an engine, by id: those that are listed, and those that were removed and can be brought back. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EndpointChange } from '../../core/endpointChange.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { labelInSentence } from '../../core/endpointLabel.ts';
import type { Adoption, EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { SocketError } from '../../core/socketError.ts';
import { ChangeAnnouncer } from '../changeAnnouncer.ts';
import { EndpointRecord } from '../sessions/endpointRecord.ts';
import { notDeleted } from '../sessions/notDeleted.ts';
import { listensAt, type PortHolder } from '../sessions/portHolder.ts';
import type { Transcript } from '../transcript/transcript.ts';
import { AnnouncedEndpoints } from './announcedEndpoints.ts';
import { Endpoint } from './endpoint.ts';
import { EndpointMoves } from './endpointMoves.ts';
import type { EndpointOptions } from './endpointOptions.ts';
import { EndpointsAside } from './endpointsAside.ts';

/** Changes are announced at most 20 times a second. */
const announceMs = 50;

export interface EndpointRegistryOptions {
  /** The directory of the session; each endpoint has one of its own below it. */
  readonly directory: string;
  readonly onChange: (endpoints: EndpointChange[]) => void;
  /** Resolves with the endpoint of another window that listens at the wanted address, if one does. */
  readonly portHolder: (wanted: EndpointConfig) => Promise<PortHolder | undefined>;
  /** Returns what the engine gives each endpoint. */
  readonly given: (
    id: string,
  ) => Omit<EndpointOptions, 'id' | 'config' | 'keptSinceMs' | 'directory' | 'onChange' | 'portHolder'>;
}

export class EndpointRegistry {
  readonly #options: EndpointRegistryOptions;
  readonly #listed = new Map<string, Endpoint>();
  readonly #aside = new EndpointsAside();
  readonly #moves = new EndpointMoves();
  readonly #announced: AnnouncedEndpoints;
  readonly #announcer: ChangeAnnouncer<string>;

  constructor(options: EndpointRegistryOptions) {
    this.#options = options;
    this.#announced = new AnnouncedEndpoints(options.onChange);
    this.#announcer = new ChangeAnnouncer(ids => this.#announced.announce(this.snapshots(ids)), announceMs);
  }

  /** Listed endpoints. */
  get listed(): ReadonlyMap<string, Endpoint> {
    return this.#listed;
  }

  /** @throws SocketError NO_ENDPOINT. */
  find(id: string): Endpoint {
    const endpoint = this.#listed.get(id);
    if (!endpoint) throw new SocketError('NO_ENDPOINT', { endpoint: id });
    return endpoint;
  }

  /** Calls `act` with an endpoint and returns the endpoint's snapshot afterwards. */
  async after(id: string, act: (endpoint: Endpoint) => unknown): Promise<EndpointSnapshot> {
    const endpoint = this.find(id);
    await act(endpoint);
    return endpoint.snapshot;
  }

  /** Returns the transcript of an endpoint that is listed or set aside. */
  transcriptOf(id: string): Transcript | undefined {
    return (this.#listed.get(id) ?? this.#aside.find(id))?.transcript;
  }

  snapshots(ids: Iterable<string> = this.#listed.keys()): EndpointSnapshot[] {
    return [...ids].flatMap(id => this.#listed.get(id)?.snapshot ?? []);
  }

  /** Lists a new endpoint, closed. */
  create(id: string, config: EndpointConfig, keptSinceMs?: number): Endpoint {
    const endpoint = new Endpoint({
      ...this.#options.given(id),
      id,
      config,
      keptSinceMs,
      directory: join(this.#options.directory, id),
      onChange: () => this.#announcer.changed(id),
      portHolder: wanted => this.#portHolder(wanted),
    });
    this.#listed.set(id, endpoint);
    return endpoint;
  }

  /** Lists an endpoint of an earlier engine or window, with the transcript that is on disk. */
  async adopt(id: string, config: EndpointConfig, { keptSinceMs, ...how }: Adoption): Promise<Endpoint> {
    const endpoint = this.create(id, config, keptSinceMs);
    await endpoint.recover(how);
    return endpoint;
  }

  async remove(id: string): Promise<void> {
    await this.#moves.inTurn(id, async () => {
      const endpoint = this.find(id);
      this.#listed.delete(id);
      // Its last announcements, while it closes, are about an endpoint that is no longer listed.
      await endpoint.removal.remove().finally(() => this.#forget(id));
    });
  }

  /**
   * Closes an endpoint and takes it off the list; one that an earlier engine left exists only on disk. `removedMs` is
   * when it was removed.
   */
  async setAside(id: string, removedMs: number): Promise<void> {
    await this.#moves.inTurn(id, async () => {
      const endpoint = this.#listed.get(id);
      if (!endpoint) return new EndpointRecord(join(this.#options.directory, id), 0).setAside(removedMs);
      this.#listed.delete(id);
      await this.#aside.add(endpoint, removedMs);
      this.#forget(id);
    });
  }

  /** Lists an endpoint that was set aside again, closed; one that an earlier engine set aside is restored from disk. */
  async bringBack(id: string, config: EndpointConfig, how: Adoption): Promise<Endpoint> {
    return this.#moves.inTurn(id, async () => {
      const endpoint = await this.#aside.take(id);
      if (!endpoint) return this.adopt(id, config, how);
      this.#listed.set(id, endpoint);
      endpoint.removal.bringBack(how.wasOpen);
      return endpoint;
    });
  }

  /** Deletes the files of an endpoint that can no longer be brought back. */
  async forgetAside(id: string): Promise<void> {
    await this.#moves.inTurn(id, async () => {
      if (this.#listed.has(id) || (await this.#aside.forget(id))) return;
      await rm(join(this.#options.directory, id), { recursive: true, force: true }).catch(notDeleted);
    });
  }

  /** Closes every endpoint and its transcript's files; those that are kept stay on disk. */
  async dispose(): Promise<void> {
    await this.#moves.settled();
    const endpoints = [...this.#listed.values()];
    this.#listed.clear();
    await Promise.allSettled([...endpoints.map(endpoint => endpoint.removal.suspend()), this.#aside.dispose()]);
    for (const { id } of endpoints) this.#forget(id);
  }

  #forget(id: string): void {
    this.#announcer.forget(id);
    this.#announced.forget(id);
  }

  async #portHolder(wanted: EndpointConfig): Promise<PortHolder | undefined> {
    const ours = this.snapshots().find(
      ({ state, config, address }) => state === 'open' && listensAt(wanted, { ...config, address }),
    );
    return ours ? { endpoint: labelInSentence(ours), window: '', holder: ours.id } : this.#options.portHolder(wanted);
  }
}
