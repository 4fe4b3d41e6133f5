/** Checks API arguments where a wrong type would cause a misleading error, such as a peer that doesn't exist. */

const maxTimerMs = 2 ** 31 - 1;

/** @throws TypeError unless `peer` is a string or undefined. */
export function checkPeer(peer: unknown): void {
  if (!isTextOrNothing(peer)) throw new TypeError('peer must be a string: the id of a peer');
}

/** @throws TypeError unless `to` is a target, `'all'` or undefined. */
export function checkTarget(to: unknown): void {
  if (to === undefined || to === 'all') return;
  const { peer, address } = (typeof to === 'object' && to !== null ? to : { peer: to }) as Record<string, unknown>;
  if (typeof to !== 'object' || !isTextOrNothing(peer) || !isTextOrNothing(address))
    throw new TypeError('to must be {peer}, {address} or "all"');
}

/** @throws RangeError unless `timeoutMs` is a number of ms that a timer can wait. */
export function checkTimeout(timeoutMs: unknown): void {
  if (typeof timeoutMs !== 'number' || !(timeoutMs >= 0 && timeoutMs <= maxTimerMs))
    throw new RangeError(`timeoutMs must be a number from 0 to ${maxTimerMs}`);
}

function isTextOrNothing(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}
