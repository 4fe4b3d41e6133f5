/** The saved endpoints as the *Connections* view shows them: with the endpoints that they became, or in rows of their own. */
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { listedAs, type SavedEndpoint, type SavedEndpoints } from '../saved/savedEndpoints.ts';

export interface SavedNode {
  readonly type: 'saved';
  readonly saved: SavedEndpoint;
}

export class SavedRows {
  readonly #saved: Pick<SavedEndpoints, 'all'>;
  /** Last list that was requested; undefined until then. */
  #reading: Promise<readonly SavedEndpoint[]> | undefined;
  #list: readonly SavedEndpoint[] = [];
  #isKnown = false;
  /** Entries of listed endpoints, by the endpoint's id. */
  #ofListed: ReadonlyMap<string, SavedEndpoint> = new Map();
  readonly #nodes = new WeakMap<SavedEndpoint, SavedNode>();

  constructor(saved: Pick<SavedEndpoints, 'all'>) {
    this.#saved = saved;
  }

  /** Whether the list has been requested. */
  get isInUse(): boolean {
    return this.#reading !== undefined;
  }

  /** Resolves when any list is known: at once, except before the first one. */
  async known(): Promise<void> {
    while (!this.#isKnown) await this.read();
  }

  /** Reads the current list. */
  async read(): Promise<void> {
    const reading = this.#saved.all();
    this.#reading = reading;
    const list = await reading;
    // A later one may have been requested in the meantime.
    if (this.#reading !== reading) return;
    this.#list = list;
    this.#isKnown = true;
  }

  /** Looks up which endpoints are saved. Returns the ids of those for which that has changed. */
  pair(endpoints: readonly EndpointSnapshot[]): string[] {
    const before = this.#ofListed;
    const now = new Map([...listedAs(this.#list, endpoints)].map(([saved, { id }]) => [id, saved]));
    this.#ofListed = now;
    return [...new Set([...before.keys(), ...now.keys()])].filter(id => before.get(id) !== now.get(id));
  }

  /** Returns the entry of a listed endpoint, if it is saved. */
  of(endpoint: string): SavedEndpoint | undefined {
    return this.#ofListed.get(endpoint);
  }

  /** Rows of the entries that aren't listed as endpoints: the same objects for the same entries. */
  get nodes(): SavedNode[] {
    const listed = new Set(this.#ofListed.values());
    return this.#list.filter(one => !listed.has(one)).map(one => this.#nodeOf(one));
  }

  #nodeOf(saved: SavedEndpoint): SavedNode {
    const node = this.#nodes.get(saved) ?? { type: 'saved', saved };
    this.#nodes.set(saved, node);
    return node;
  }
}
