/** Compares missing permissions by how far they reach. */
import { parseAddress } from '../../core/address.ts';
import type { NotAllowed } from './checks.ts';

/** Returns the same text for equal needs: another port on the same address makes no difference. */
export function permissionKey({ params }: NotAllowed): string {
  return JSON.stringify(params.permission === 'listen' ? [params.permission, placeOf(params.address)] : params);
}

function placeOf(address: string): string {
  const { host, path = host } = parseAddress(address);
  return path;
}
