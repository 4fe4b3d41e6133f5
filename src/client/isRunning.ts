/** Determines which endpoints a command applies to, in a separate file so that opening a window loads no schemas. */
import { type EndpointSnapshot, isRunningState } from '../core/endpointSnapshot.ts';

export function isRunning({ state }: EndpointSnapshot): boolean {
  return isRunningState(state);
}

export function isStopped(endpoint: EndpointSnapshot): boolean {
  return !isRunning(endpoint);
}
