/** Which endpoints a command can apply to. In a separate file: code that is needed when the window opens loads no schemas. */
import type { EndpointSnapshot } from '../core/endpointSnapshot.ts';

export function isRunning({ state }: EndpointSnapshot): boolean {
  return state === 'open' || state === 'opening' || state === 'reconnecting';
}

export function isStopped(endpoint: EndpointSnapshot): boolean {
  return !isRunning(endpoint);
}
