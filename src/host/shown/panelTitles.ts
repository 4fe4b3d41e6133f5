/**
 * Titles and numbers that distinguish endpoints with the same label. Titles of the panels' tabs also name the kind; the tree and the
 * panel's header show its icon. No two titles are equal, so that a tab can be found again after a reload.
 */
import { endpointLabel } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { kindLabel } from './endpointLabels.ts';
import { plainText } from './shownText.ts';

/**
 * Returns the title for each endpoint's panel, by its id: the endpoint's label, followed by its kind if another one has
 * the same label, and by a number if both have the same kind.
 */
export function panelTitles(endpoints: readonly EndpointSnapshot[]): Map<string, string> {
  const numbered = numberedKinds(endpoints);
  const titles = new Map<string, string>();
  for (const [label, alike] of Map.groupBy(endpoints, labelOf))
    for (const { id, config } of alike) {
      const note = numbered.get(id) ?? kindLabel(config.kind);
      titles.set(id, alike.length === 1 ? label : `${label} (${note})`);
    }
  return titles;
}

/** Returns the title for the panel of a listed endpoint. */
export function panelTitle({ id }: Pick<EndpointSnapshot, 'id'>, endpoints: readonly EndpointSnapshot[]): string {
  return panelTitles(endpoints).get(id) ?? '';
}

/** Returns, by id, the numbered kinds (`TCP client 2`) of endpoints that have both their label and their kind in common. */
export function numberedKinds(endpoints: readonly EndpointSnapshot[]): Map<string, string> {
  const numbered = new Map<string, string>();
  for (const alike of Map.groupBy(endpoints, labelOf).values())
    for (const [kind, same] of Map.groupBy(alike, ({ config }) => config.kind))
      if (same.length > 1) for (const [at, { id }] of same.entries()) numbered.set(id, `${kindLabel(kind)} ${at + 1}`);
  return numbered;
}

/** The numbered kinds of the endpoints in a list, which any of them can change. */
export class NumberedKinds {
  #known: ReadonlyMap<string, string> = new Map();

  /** Returns undefined for an endpoint that needs no number. */
  of(id: string): string | undefined {
    return this.#known.get(id);
  }

  /** Looks at the list again. Returns the ids of the endpoints whose numbered kind has changed. */
  update(endpoints: readonly EndpointSnapshot[]): string[] {
    const [before, now] = [this.#known, numberedKinds(endpoints)];
    this.#known = now;
    return [...new Set([...before.keys(), ...now.keys()])].filter(id => before.get(id) !== now.get(id));
  }
}

function labelOf(endpoint: EndpointSnapshot): string {
  return plainText(endpointLabel(endpoint));
}
