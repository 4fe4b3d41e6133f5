/** Compares what configs need permission for. */
import { parseAddress } from '../../core/address.ts';
import type { SocketError } from '../../core/socketError.ts';

/** Returns a text that is the same for equal needs, which are errors NOT_ALLOWED: a port makes no difference on the same address. */
export function reachOf({ params }: SocketError): string {
  const { permission, address, path } = params;
  return JSON.stringify([permission, address === undefined ? path : parseAddress(String(address)).host]);
}
