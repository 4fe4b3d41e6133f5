/** What an endpoint is called from window to window, where its id may be another one. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';

/** Its name, or what it is. */
export function endpointKey({ name, kind, address }: EndpointConfig): string {
  return name ?? `${kind} ${address}`;
}
