/** Creates the public API for the endpoints. */
import { type Disposable, EventEmitter } from 'vscode';
import { parseEndpointConfig } from '../../client/configSchema.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import type { PortsideApi } from '../api.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { withSentence } from '../shown/withSentence.ts';
import { ApiEndpoint, type ApiParts } from './apiEndpoint.ts';

export function createApi(
  endpoints: Endpoints,
  parts: ApiParts,
  reveal: (id: string) => void,
): PortsideApi & Disposable {
  const wrapped = new Map<string, ApiEndpoint>();
  const listed = new EventEmitter<void>();
  const wrap = (snapshot: EndpointSnapshot) => {
    const known = wrapped.get(snapshot.id) ?? new ApiEndpoint(parts, snapshot);
    wrapped.set(snapshot.id, known);
    return known;
  };
  const subscriptions = new DisposableStore();
  subscriptions.add(listed);
  subscriptions.add(endpoints.onDidChange(changed => changed.forEach(({ id }) => void wrapped.get(id)?.fireChanged())));
  subscriptions.add(
    endpoints.onDidChangeList(() => {
      for (const id of wrapped.keys()) if (!endpoints.has(id)) wrapped.delete(id);
      listed.fire();
    }),
  );
  return {
    apiVersion: 1,
    async open(config, options) {
      const parsed = (await parseEndpointConfig(config)).config;
      const opened = await endpoints
        .open(parsed, { isKept: false })
        .catch(error => Promise.reject(withSentence(error)));
      if (options?.reveal) reveal(opened.id);
      return wrap(opened);
    },
    get endpoints() {
      return endpoints.all.map(wrap);
    },
    onDidChangeEndpoints: listed.event,
    dispose: () => subscriptions.dispose(),
  };
}
