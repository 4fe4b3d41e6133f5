/** Which endpoints a command can mean. In a file of its own: what is needed when the window opens loads no schemas. */
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';

export function isRunning({ state }: EndpointSnapshot): boolean {
  return state === 'open' || state === 'opening' || state === 'reconnecting';
}

export function isStopped(endpoint: EndpointSnapshot): boolean {
  return !isRunning(endpoint);
}
