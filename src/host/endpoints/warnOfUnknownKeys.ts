/** Logs unknown keys of an endpoint's config, regardless of how it was opened: API, command, setting or form. */
import type { Disposable } from 'vscode';
import { unknownKeyWarnings } from '../../core/config/unknownKeys.ts';
import { endpointLabel } from '../../core/endpointLabel.ts';
import type { Log } from '../diagnostics/log.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from './endpoints.ts';

export function warnOfUnknownKeys(endpoints: Endpoints, log: Log): Disposable {
  /** Keys logged for each endpoint, so that other changes don't repeat them. */
  const logged = new Map<string, string>();
  const look = () => {
    for (const endpoint of endpoints.all) {
      const warnings = unknownKeyWarnings(endpoint.config);
      const keys = JSON.stringify(warnings.map(({ path }) => path));
      if (keys === (logged.get(endpoint.id) ?? '[]')) continue;
      logged.set(endpoint.id, keys);
      for (const { path, message } of warnings)
        log.warn('unknownKey', {}, { detail: `${endpointLabel(endpoint)}: ${path}: ${message}` });
    }
    for (const id of logged.keys()) if (!endpoints.has(id)) logged.delete(id);
  };
  const subscriptions = new DisposableStore();
  subscriptions.add(endpoints.onDidChangeList(look));
  subscriptions.add(endpoints.onDidChange(look));
  return subscriptions;
}
