/** Logs failures of promises that no caller in the extension host waits for. */
import { channel } from 'node:diagnostics_channel';
import { Dismissed } from './dismissed.ts';

const failures = channel('portside.host.unawaited');

/** Lets a promise run without waiting for it. If no log is open, a rejection stays unhandled. */
export function unawaited(promise: PromiseLike<unknown>): void {
  Promise.resolve(promise).catch(error => {
    if (error instanceof Dismissed) return;
    if (!failures.hasSubscribers) throw error;
    failures.publish({ error });
  });
}

/** Calls the listener with each failure until the result is disposed. */
export function onUnawaitedFailure(listener: (error: unknown) => void): { dispose(): void } {
  const listen = (failure: unknown) => listener((failure as { error: unknown }).error);
  failures.subscribe(listen);
  return { dispose: () => void failures.unsubscribe(listen) };
}
