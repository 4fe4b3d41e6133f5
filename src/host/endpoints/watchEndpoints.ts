/** Logs the life cycle of endpoints: listed, opening, open, failed, removed. */
import type { Disposable } from 'vscode';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { SocketError } from '../../core/socketError.ts';
import type { Log } from '../diagnostics/log.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from './endpoints.ts';

export function watchEndpoints(endpoints: Endpoints, log: Log): Disposable {
  const known = new Map<string, EndpointSnapshot>();
  const look = () => {
    for (const endpoint of endpoints.all) {
      const { id, config, state, address, failure } = endpoint;
      const was = known.get(id)?.state ?? 'unlisted';
      known.set(id, endpoint);
      if (was === state) continue;
      const error = failure && SocketError.of(failure);
      const more = { detail: `${id} ${address}`, ...(error && { error }) };
      log[state === 'failed' ? 'warn' : 'info']('endpoint', { kind: config.kind, was, is: state }, more);
    }
    for (const [id, { config, state }] of known) {
      if (endpoints.has(id)) continue;
      known.delete(id);
      log.info('endpoint', { kind: config.kind, was: state, is: 'removed' }, { detail: id });
    }
  };
  const subscriptions = new DisposableStore();
  subscriptions.add(endpoints.onDidChangeList(look));
  subscriptions.add(endpoints.onDidChange(look));
  return subscriptions;
}
