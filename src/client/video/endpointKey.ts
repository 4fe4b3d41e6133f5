/** Identifies an endpoint across windows, in which its id may differ. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';

/** Returns the endpoint's name, or its kind and address. */
export function endpointKey({ name, kind, address }: EndpointConfig): string {
  return name ?? `${kind} ${address}`;
}
