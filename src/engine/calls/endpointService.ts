/** Opens, changes, closes and removes endpoints for the host. */
import type { EndpointCalls } from '../../core/calls/endpointCalls.ts';
import type { PreviousEndpoints } from '../../core/calls/previousEndpoints.ts';
import type { EndpointConfig, EndpointFraming } from '../../core/endpointConfig.ts';
import type { Adoption, EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import type { EngineParts } from '../engineParts.ts';

export class EndpointService implements EndpointCalls {
  readonly #endpoints: EngineParts['endpoints'];
  readonly #session: EngineParts['session'];

  constructor({ endpoints, session }: Pick<EngineParts, 'endpoints' | 'session'>) {
    this.#endpoints = endpoints;
    this.#session = session;
  }

  async open(id: string, config: EndpointConfig, keptSinceMs?: number): Promise<EndpointSnapshot> {
    const endpoint = this.#endpoints.create(id, config, keptSinceMs);
    await endpoint.open();
    return endpoint.snapshot;
  }

  async reopen(id: string, config?: EndpointConfig): Promise<EndpointSnapshot> {
    return this.#endpoints.after(id, endpoint => endpoint.open(config));
  }

  async ensureOpen(id: string): Promise<EndpointSnapshot> {
    return this.#endpoints.after(id, endpoint => endpoint.ensureOpen());
  }

  async snapshots(): Promise<EndpointSnapshot[]> {
    return this.#endpoints.snapshots();
  }

  async takePrevious(): Promise<PreviousEndpoints> {
    return this.#session?.takePrevious() ?? { endpoints: [], removed: [], held: 0, refused: [] };
  }

  async adopt(id: string, config: EndpointConfig, how: Adoption): Promise<EndpointSnapshot> {
    return (await this.#endpoints.adopt(id, config, how)).snapshot;
  }

  async close(id: string): Promise<EndpointSnapshot> {
    return this.#endpoints.after(id, endpoint => endpoint.close());
  }

  async remove(id: string): Promise<void> {
    await this.#endpoints.remove(id);
  }

  async setAside(id: string, removedMs = Date.now()): Promise<void> {
    await this.#endpoints.setAside(id, removedMs);
  }

  async bringBack(id: string, config: EndpointConfig, how: Adoption): Promise<EndpointSnapshot> {
    return (await this.#endpoints.bringBack(id, config, how)).snapshot;
  }

  async forgetAside(id: string): Promise<void> {
    await this.#endpoints.forgetAside(id);
  }

  async rename(id: string, name: string): Promise<EndpointSnapshot> {
    return this.#endpoints.after(id, endpoint => endpoint.configure.rename(name));
  }

  async keepPanel(id: string, state: string): Promise<void> {
    this.#endpoints.find(id).keepPanel(state);
  }

  async changeFraming(id: string, framing: EndpointFraming): Promise<EndpointSnapshot> {
    return this.#endpoints.after(id, endpoint => endpoint.configure.changeFraming(framing));
  }

  async applyConfig(id: string, config: EndpointConfig): Promise<EndpointSnapshot> {
    return this.#endpoints.after(id, endpoint => endpoint.configure.apply(config));
  }
}
