/** The endpoints as last announced, so that an announcement carries only what has changed since. */
import { type EndpointChange, endpointChange } from '../../core/endpointChange.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';

export class AnnouncedEndpoints {
  readonly #announced = new Map<string, EndpointSnapshot>();
  readonly #announce: (changes: EndpointChange[]) => void;

  constructor(announce: (changes: EndpointChange[]) => void) {
    this.#announce = announce;
  }

  announce(snapshots: readonly EndpointSnapshot[]): void {
    this.#announce(snapshots.map(one => endpointChange(this.#announced.get(one.id), one)));
    // If announcing throws, the same fields still differ the next time.
    for (const one of snapshots) this.#announced.set(one.id, one);
  }

  /** Makes the next announcement of an endpoint contain all fields. */
  forget(id: string): void {
    this.#announced.delete(id);
  }
}
