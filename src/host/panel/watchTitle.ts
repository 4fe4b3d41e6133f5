/** Keeps the title of a panel's tab up to date. */
import type { Disposable } from 'vscode';
import { endpointLabel } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { panelTitles } from '../shown/panelTitles.ts';

/** Calls `show` with the title for an endpoint's panel, now and when it changes: it depends on the labels of all endpoints. */
export function watchTitle(
  id: string,
  endpoints: Pick<Endpoints, 'all' | 'onDidChange' | 'onDidChangeList'>,
  show: (title: string) => void,
): Disposable {
  const store = new DisposableStore();
  let labels = new Map<string, string>();
  let shown: string | undefined;
  const look = () => {
    const { all } = endpoints;
    labels = new Map(all.map(one => [one.id, labelOf(one)]));
    const title = panelTitles(all).get(id);
    if (title !== undefined && title !== shown) show(title);
    shown = title ?? shown;
  };
  // Endpoints change many times a second, their labels hardly ever.
  store.add(endpoints.onDidChange(changed => changed.some(one => labels.get(one.id) !== labelOf(one)) && look()));
  store.add(endpoints.onDidChangeList(look));
  look();
  return store;
}

function labelOf(endpoint: EndpointSnapshot): string {
  return `${endpoint.config.kind} ${endpointLabel(endpoint)}`;
}
