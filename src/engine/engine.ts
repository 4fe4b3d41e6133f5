/** Opens, finds and closes endpoints. Node only, knows nothing of VS Code. */
import { join } from 'node:path';
import type { EndpointConfig, Framing } from '../core/endpointConfig.ts';
import type { EndpointSnapshot, PeerSnapshot, SendTarget } from '../core/endpointSnapshot.ts';
import { SocketError } from '../core/socketError.ts';
import type { EntryData, Row, ViewFilter } from '../core/transcriptEntry.ts';
import { ChangeAnnouncer } from './changeAnnouncer.ts';
import { Endpoint } from './endpoints/endpoint.ts';
import type { TranscriptView } from './transcript/transcriptView.ts';

/** At most 20 announcements a second. */
const announceMs = 50;

export interface EngineOptions {
  /** Directory for the transcripts of this session; made when the first byte is written. */
  readonly directory: string;
  /** Told which endpoints changed, at most 20 times a second and always once after the last change. */
  readonly onChange: (endpoints: EndpointSnapshot[]) => void;
}

export class Engine {
  readonly #directory: string;
  readonly #endpoints = new Map<string, Endpoint>();
  readonly #views = new Map<number, TranscriptView>();
  readonly #announcer: ChangeAnnouncer;
  #viewNumbers = 0;

  constructor({ directory, onChange }: EngineOptions) {
    this.#directory = directory;
    this.#announcer = new ChangeAnnouncer(ids => onChange(this.#snapshots(ids)), announceMs);
  }

  /** Opens an endpoint under a new id. Rejects with a SocketError when it can't; the endpoint then stays, `failed`. */
  async open(id: string, config: EndpointConfig): Promise<EndpointSnapshot> {
    const directory = join(this.#directory, id);
    const endpoint = new Endpoint({ id, config, directory, onChange: () => this.#announcer.changed(id) });
    this.#endpoints.set(id, endpoint);
    await endpoint.open();
    return endpoint.snapshot;
  }

  async reopen(id: string, config?: EndpointConfig): Promise<EndpointSnapshot> {
    const endpoint = this.#find(id);
    await endpoint.open(config);
    return endpoint.snapshot;
  }

  async close(id: string): Promise<EndpointSnapshot> {
    const endpoint = this.#find(id);
    await endpoint.close();
    return endpoint.snapshot;
  }

  async remove(id: string): Promise<void> {
    const endpoint = this.#find(id);
    this.#endpoints.delete(id);
    await endpoint.remove();
    this.#announcer.forget(id);
  }

  rename(id: string, name: string): EndpointSnapshot {
    const endpoint = this.#find(id);
    endpoint.rename(name);
    return endpoint.snapshot;
  }

  changeFraming(id: string, framing: Framing): EndpointSnapshot {
    const endpoint = this.#find(id);
    endpoint.changeFraming(framing);
    return endpoint.snapshot;
  }

  async send(id: string, data: Uint8Array, target?: SendTarget): Promise<EndpointSnapshot> {
    const endpoint = this.#find(id);
    await endpoint.send(data, target);
    return endpoint.snapshot;
  }

  end(id: string, peer?: string): EndpointSnapshot {
    const endpoint = this.#find(id);
    endpoint.end(peer);
    return endpoint.snapshot;
  }

  reset(id: string, peer?: string): EndpointSnapshot {
    const endpoint = this.#find(id);
    endpoint.reset(peer);
    return endpoint.snapshot;
  }

  async disconnect(id: string, peer: string): Promise<EndpointSnapshot> {
    const endpoint = this.#find(id);
    await endpoint.disconnect(peer);
    return endpoint.snapshot;
  }

  peers(id: string, from: number, count: number): PeerSnapshot[] {
    return this.#find(id).peers(from, count);
  }

  entries(id: string, from: number, count: number): Promise<EntryData[]> {
    return this.#find(id).transcript.entries(from, count);
  }

  entryBytes(id: string, seq: number, offset: number, length: number): Promise<Uint8Array> {
    return this.#find(id).transcript.entryBytes(seq, offset, length);
  }

  async clearTranscript(id: string): Promise<EndpointSnapshot> {
    const endpoint = this.#find(id);
    await endpoint.transcript.clear();
    return endpoint.snapshot;
  }

  openView(id: string, filter: ViewFilter): { view: number; count: number } {
    const opened = this.#find(id).transcript.view(filter);
    const view = ++this.#viewNumbers;
    this.#views.set(view, opened);
    return { view, count: opened.count };
  }

  /** @throws RangeError when there is no such view. */
  async rows(view: number, from: number, count: number): Promise<{ count: number; rows: Row[] }> {
    const opened = this.#views.get(view);
    if (!opened) throw new RangeError(`there is no view ${view}`);
    const rows = await opened.rows(from, count);
    return { count: opened.count, rows };
  }

  closeView(view: number): void {
    this.#views.delete(view);
  }

  /** Closes every endpoint and its transcript's files. */
  async dispose(): Promise<void> {
    const endpoints = [...this.#endpoints.values()];
    this.#endpoints.clear();
    await Promise.all(endpoints.map(endpoint => endpoint.remove()));
    for (const { id } of endpoints) this.#announcer.forget(id);
  }

  #snapshots(ids: string[]): EndpointSnapshot[] {
    return ids.flatMap(id => this.#endpoints.get(id)?.snapshot ?? []);
  }

  #find(id: string): Endpoint {
    const endpoint = this.#endpoints.get(id);
    if (!endpoint) throw new SocketError('NO_ENDPOINT', { endpoint: id });
    return endpoint;
  }
}
