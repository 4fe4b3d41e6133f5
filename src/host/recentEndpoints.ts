/** Which endpoints the user was at last: the likely answers where one is asked for. */
import type { EndpointSnapshot } from '../core/endpointSnapshot.ts';

export class RecentEndpoints {
  /** Ids, the latest last. Those of endpoints that were removed do no harm. */
  readonly #used = new Set<string>();

  /** The user is at it: its panel came to the front, or something was sent from it. */
  use(id: string): void {
    this.#used.delete(id);
    this.#used.add(id);
  }

  /** The latest used first; before those that never were, of which the newest comes first. */
  latestFirst(endpoints: readonly EndpointSnapshot[]): EndpointSnapshot[] {
    const places = new Map([...this.#used].map((id, place) => [id, place]));
    const place = ({ id }: EndpointSnapshot) => places.get(id) ?? -1;
    return [...endpoints].reverse().sort((one, other) => place(other) - place(one));
  }
}
