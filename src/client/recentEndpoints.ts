/** Remembers which endpoints were used last: the likely answers when the user is asked for one. */
import type { EndpointSnapshot } from '../core/endpointSnapshot.ts';

export class RecentEndpoints {
  /** Ids, most recent last. Those of removed endpoints do no harm. */
  readonly #used = new Set<string>();

  /** Call when the user works with an endpoint: its panel became active, or something was sent from it. */
  use(id: string): void {
    this.#used.delete(id);
    this.#used.add(id);
  }

  /** Returns the most recently used first, then those never used, newest first. */
  latestFirst(endpoints: readonly EndpointSnapshot[]): EndpointSnapshot[] {
    const places = new Map([...this.#used].map((id, place) => [id, place]));
    const place = ({ id }: EndpointSnapshot) => places.get(id) ?? -1;
    return [...endpoints].reverse().sort((one, other) => place(other) - place(one));
  }
}
