/** Endpoints that were removed and can be brought back: their sockets are closed, everything else is kept. */
import type { Endpoint } from './endpoint.ts';

interface Aside {
  readonly endpoint: Endpoint;
  /** Resolves when its sockets are closed. */
  readonly closed: Promise<void>;
}

export class EndpointsAside {
  readonly #aside = new Map<string, Aside>();
  /** Endpoints that are being taken out of the set. */
  readonly #leaving = new Map<string, Endpoint>();

  /** Closes an endpoint and adds it; resolves when its sockets are closed. `removedMs` is when it was removed. */
  async add(endpoint: Endpoint, removedMs: number): Promise<void> {
    const closed = endpoint.removal.setAside(removedMs);
    this.#aside.set(endpoint.id, { endpoint, closed });
    await closed;
  }

  /** Returns an endpoint that is set aside or being brought back; undefined if the id is unknown. */
  find(id: string): Endpoint | undefined {
    return this.#aside.get(id)?.endpoint ?? this.#leaving.get(id);
  }

  /** Removes an endpoint from the set once its sockets are closed. Returns `undefined` if the id is unknown. */
  async take(id: string): Promise<Endpoint | undefined> {
    const aside = this.#aside.get(id);
    if (!aside) return undefined;
    const { endpoint, closed } = aside;
    this.#aside.delete(id);
    this.#leaving.set(id, endpoint);
    try {
      await closed;
      return endpoint;
    } finally {
      this.#leaving.delete(id);
    }
  }

  /** Deletes an endpoint, including its files. Returns false if the id is unknown. */
  async forget(id: string): Promise<boolean> {
    const endpoint = await this.take(id);
    await endpoint?.removal.remove();
    return endpoint !== undefined;
  }

  /** Closes the endpoints' files, which the next window can restore. */
  async dispose(): Promise<void> {
    await Promise.allSettled([...this.#aside.keys()].map(async id => (await this.take(id))?.removal.suspend()));
  }
}
