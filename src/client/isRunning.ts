/** Tells to which endpoints a command applies, in a separate file so that opening a window loads no schemas. */
import type { EndpointSnapshot } from '../core/endpointSnapshot.ts';

export function isRunning({ state }: EndpointSnapshot): boolean {
  return state === 'open' || state === 'opening' || state === 'reconnecting';
}

export function isStopped(endpoint: EndpointSnapshot): boolean {
  return !isRunning(endpoint);
}
