/** Watches what endpoints are called. */
import type { Disposable } from 'vscode';
import { endpointLabel } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { numberedKinds, panelTitles } from '../shown/panelTitles.ts';

type Listed = Pick<Endpoints, 'all' | 'onDidChange' | 'onDidChangeList'>;

/**
 * Calls `show` with the title for an endpoint's panel, now and when it changes: it depends on the labels of all
 * endpoints. `numbered` is the kind with the number in the title, if there is one.
 */
export function watchTitle(
  id: string,
  endpoints: Listed,
  show: (title: string, numbered: string | undefined) => void,
): Disposable {
  let shown: string | undefined;
  return watchLabels(endpoints, () => {
    const { all } = endpoints;
    const title = panelTitles(all).get(id);
    if (title !== undefined && title !== shown) show(title, numberedKinds(all).get(id));
    shown = title ?? shown;
  });
}

/** Calls `look` now, and when an endpoint is listed or removed, or its label changes. */
export function watchLabels(endpoints: Listed, look: () => void): Disposable {
  const store = new DisposableStore();
  let labels = new Map<string, string>();
  const update = () => {
    labels = new Map(endpoints.all.map(one => [one.id, labelOf(one)]));
    look();
  };
  // Endpoints change many times a second, their labels hardly ever.
  store.add(endpoints.onDidChange(changed => changed.some(one => labels.get(one.id) !== labelOf(one)) && update()));
  store.add(endpoints.onDidChangeList(update));
  update();
  return store;
}

function labelOf(endpoint: EndpointSnapshot): string {
  return `${endpoint.config.kind} ${endpointLabel(endpoint)}`;
}
