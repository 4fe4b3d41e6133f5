/** Compares what configs need permission for. */
import { parseAddress } from '../../core/address.ts';
import type { NotAllowed } from './checks.ts';

/** Returns a text that is the same for equal needs: a port makes no difference on the same address. */
export function reachOf({ params }: NotAllowed): string {
  return JSON.stringify(params.permission === 'listen' ? [params.permission, placeOf(params.address)] : params);
}

function placeOf(address: string): string {
  const { host, path = host } = parseAddress(address);
  return path;
}
