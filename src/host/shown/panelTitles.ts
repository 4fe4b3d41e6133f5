/** Titles of the panels' tabs. No two are equal, so that a tab can be recognized, also after a reload. */
import { endpointLabel } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { kindLabel } from './endpointLabels.ts';
import { plainText } from './shownText.ts';

/**
 * Returns the title for each endpoint's panel, by its id: the endpoint's label, followed by its kind if another one has
 * the same label, and by a number if both have the same kind.
 */
export function panelTitles(endpoints: readonly EndpointSnapshot[]): Map<string, string> {
  const titles = new Map<string, string>();
  for (const [label, alike] of Map.groupBy(endpoints, one => plainText(endpointLabel(one))))
    for (const [kind, same] of Map.groupBy(alike, ({ config }) => kindLabel(config.kind)))
      for (const [at, { id }] of same.entries()) {
        const note = same.length === 1 ? kind : `${kind} ${at + 1}`;
        titles.set(id, alike.length === 1 ? label : `${label} (${note})`);
      }
  return titles;
}

/** Returns the title for the panel of a listed endpoint. */
export function panelTitle({ id }: Pick<EndpointSnapshot, 'id'>, endpoints: readonly EndpointSnapshot[]): string {
  return panelTitles(endpoints).get(id) ?? '';
}
