/** How an endpoint is called, the same everywhere. */
import { withoutScheme } from './address.ts';
import type { EndpointSnapshot } from './endpointSnapshot.ts';

/** The name, or the address without its scheme. */
export function endpointLabel({ config, address }: Pick<EndpointSnapshot, 'config' | 'address'>): string {
  return config.name ?? withoutScheme(address);
}
