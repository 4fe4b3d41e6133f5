/** What the walkthrough waits for: context keys that become true when a server listens, something is heard, something is said. */
import { commands, type Disposable } from 'vscode';
import type { EndpointSnapshot } from '../core/endpointSnapshot.ts';
import { DisposableStore } from './disposableStore.ts';
import type { Endpoints } from './endpoints.ts';

const steps: Record<string, (endpoint: EndpointSnapshot) => boolean> = {
  'portside.listens': ({ config, state }) => config.kind !== 'tcp-client' && state === 'open',
  'portside.heard': ({ config, counters }) => config.kind !== 'tcp-client' && counters.framesIn > 0,
  'portside.said': ({ config, counters }) => config.kind !== 'tcp-client' && counters.framesOut > 0,
};

/** Looks until all have happened once. */
export function watchFirstSteps(endpoints: Endpoints): Disposable {
  const store = new DisposableStore();
  const ahead = new Map(Object.entries(steps));
  const look = (changed: readonly EndpointSnapshot[]) => {
    for (const [key, isDone] of ahead) {
      if (!changed.some(isDone)) continue;
      ahead.delete(key);
      void commands.executeCommand('setContext', key, true);
    }
    if (ahead.size === 0) store.dispose();
  };
  store.add(endpoints.onDidChange(look));
  return store;
}
